// The places of the application: what is where, for whom (design section 10), by which keys. The server decides in the end; this
// only hides doors that would not open. A place that is not built yet leads to a page that says so (features/later).
import type {Role} from '../api/types';
import type {Key} from '../i18n';

export type Place = {id: string; name: Key; href: string; roles: Role[]; keys?: string; words: string; first?: boolean};

const MILL: Role[] = ['clerk', 'manager', 'sales', 'procurement', 'verifier'];

const EVERYBODY: Role[] = [...MILL, 'customer', 'admin'];

export const PLACES: Place[] = [
  {id: 'overview', name: 'place.overview', href: '/', roles: MILL, keys: 'g h', words: 'がいきょう gaikyou overview home', first: true},
  {id: 'receipts', name: 'place.receipts', href: '/receipts', roles: ['clerk', 'manager', 'procurement', 'verifier'], keys: 'g r', words: 'うけいれ ukeire receipts', first: true},
  {id: 'runs', name: 'place.runs', href: '/runs', roles: ['clerk', 'manager', 'verifier'], keys: 'g p', words: 'せいさん seisan production', first: true},
  {id: 'shipments', name: 'place.shipments', href: '/shipments', roles: ['clerk', 'manager', 'sales', 'verifier'], keys: 'g s', words: 'しゅっか shukka shipments', first: true},
  {id: 'allocate', name: 'place.allocate', href: '/allocate', roles: ['clerk', 'manager', 'sales', 'verifier'], keys: 'g a', words: 'わりあて wariate simulator シミュレーター allocation', first: true},
  {id: 'certificates', name: 'place.certificates', href: '/certificates', roles: ['manager', 'sales', 'verifier'], keys: 'g c', words: 'しょうめいしょ shoumeisho certificates', first: true},
  {id: 'procurement', name: 'place.procurement', href: '/procurement', roles: ['clerk', 'manager', 'procurement', 'verifier'], words: 'ちょうたつ choutatsu procurement supplier', first: true},
  {id: 'verification', name: 'place.verification', href: '/verification', roles: ['manager', 'verifier'], words: 'けんしょう kenshou verification', first: true},
  {id: 'imports', name: 'place.imports', href: '/imports', roles: ['clerk', 'manager', 'procurement'], words: 'とりこみ torikomi import excel エクセル'},
  {id: 'balance', name: 'place.balance', href: '/balance', roles: MILL, words: 'しゅうし shuushi balance'},
  {id: 'flow', name: 'place.flow', href: '/flow', roles: MILL, words: 'ふろー flow sankey フロー図'},
  {id: 'allocations', name: 'place.allocations', href: '/allocations', roles: ['manager', 'sales', 'verifier'], words: 'わりあて wariate allocations list'},
  {id: 'reservations', name: 'place.reservations', href: '/reservations', roles: ['manager', 'sales', 'procurement'], words: 'かりおさえ kariosae reservations hold'},
  {id: 'proposals', name: 'place.proposals', href: '/proposals', roles: ['manager', 'sales', 'procurement'], words: 'ていあん teian proposals offers'},
  {id: 'approvals', name: 'place.approvals', href: '/approvals', roles: MILL, words: 'しょうにん shounin approvals'},
  {id: 'journal', name: 'place.journal', href: '/journal', roles: ['manager', 'verifier'], words: 'きちょう kichou journal'},
  {id: 'closing', name: 'place.closing', href: '/closing', roles: ['manager', 'clerk'], words: 'しめ shime close'},
  {id: 'correction', name: 'place.correction', href: '/correction', roles: ['manager', 'clerk'], words: 'ていせい teisei correction'},
  {id: 'portal', name: 'place.portal', href: '/portal', roles: ['customer'], words: 'しょうめいしょ shoumeisho portal', first: true},
  {id: 'claims', name: 'place.claims', href: '/claims', roles: ['manager', 'sales', 'customer', 'verifier'], words: 'ぶんれい bunrei claims linter リンター'},
  {id: 'masters', name: 'place.masters', href: '/masters', roles: ['clerk', 'manager', 'sales', 'procurement', 'verifier'], words: 'ますた master customers 顧客 製品'},
  {id: 'start', name: 'place.start', href: '/start', roles: ['manager', 'admin'], words: 'しょきせってい shokisettei setup start'},
  {id: 'people', name: 'place.people', href: '/people', roles: ['admin'], words: 'りようしゃ riyousha people users'},
  {id: 'audit', name: 'place.audit', href: '/audit', roles: ['admin', 'manager', 'verifier'], words: 'かんさ kansa audit log'},
  {id: 'system', name: 'place.system', href: '/system', roles: ['admin'], words: 'しすてむ system backup バックアップ'},
  {id: 'security', name: 'place.security', href: '/security', roles: EVERYBODY, words: 'あかうんと akaunto account パスワード password にだんかい totp passkey パスキー security トークン token'},
];

const anyOf = (roles: Role[], allowed: Role[]): boolean => roles.some(role => allowed.includes(role));

export const placesOf = (roles: Role[]): Place[] => PLACES.filter(place => anyOf(roles, place.roles));
/** Whether an address leads to a place that is open to them; an address outside of this application never does. */
export function opensTo(roles: Role[], address: string): boolean {
  const path = address.split('?')[0]!;
  return placesOf(roles).some(({href}) => path === href || (href !== '/' && path.startsWith(`${href}/`)));
}
export const homeOf = (roles: Role[]): string => placesOf(roles)[0]?.href ?? '/';

export type Deed = 'post' | 'correct' | 'allocate' | 'issue' | 'import' | 'plan' | 'people';
const DEEDS: Record<Deed, Role[]> = {
  post: ['clerk', 'manager', 'procurement'],
  correct: ['clerk', 'manager'],
  import: ['clerk', 'manager', 'procurement'],
  plan: ['manager', 'sales', 'procurement'],
  allocate: ['manager'],
  issue: ['manager'],
  people: ['admin'],
};
export const may = (roles: Role[], deed: Deed): boolean => anyOf(roles, DEEDS[deed]);
export const seesLedger = (roles: Role[]): boolean => anyOf(roles, MILL);
