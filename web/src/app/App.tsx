import {useQueryClient} from '@tanstack/react-query';
import {type ComponentType, lazy, Suspense, useEffect} from 'react';
import {Link, Redirect, Route, Switch, useLocation} from 'wouter';
import {useBook, useSession} from '../api/queries';
import type {Session} from '../api/types';
import {useTexts} from '../i18n';
import {Empty, Page, Waiting} from '../ui/Page';
import {ProblemNote} from '../ui/Problem';
import {homeOf, placesOf, seesLedger} from './places';
import {SelectionProvider, SessionProvider, useMaybeSelection, useMeeting} from './selection';
import {Shell} from './Shell';
import {Login} from '../features/login/Login';

const page = (load: () => Promise<{default: ComponentType}>) => lazy(load);
const Setup = page(() => import('../features/login/Setup'));
const Later = page(() => import('../features/later/Later'));
const Masked = page(() => import('../features/meeting/Masked'));

/** Path → screen and the place whose door it is behind. */
const SCREENS: [path: string, place: string, screen: ComponentType, needsSite: boolean][] = [
  ['/', 'overview', page(() => import('../features/overview/Overview')), true],
  ['/receipts', 'receipts', page(() => import('../features/ledger/Receipts')), true],
  ['/runs', 'runs', page(() => import('../features/ledger/Runs')), true],
  ['/shipments', 'shipments', page(() => import('../features/ledger/Shipments')), true],
  ['/allocate', 'allocate', page(() => import('../features/simulator/Simulator')), true],
  ['/allocations', 'allocations', page(() => import('../features/ledger/Allocations')), true],
  ['/journal', 'journal', page(() => import('../features/ledger/Journal')), false],
  ['/certificates', 'certificates', page(() => import('../features/certificates/Certificates')), true],
  ['/certificates/issue', 'certificates', page(() => import('../features/certificates/Issue')), true],
  ['/certificates/:number', 'certificates', page(() => import('../features/certificates/Certificate')), true],
  ['/procurement', 'procurement', page(() => import('../features/procurement/Procurement')), true],
  ['/imports', 'imports', page(() => import('../features/imports/Imports')), true],
  ['/balance', 'balance', page(() => import('../features/balance/BalanceSheet')), true],
  ['/flow', 'flow', page(() => import('../features/balance/FlowChart')), true],
  ['/masters', 'masters', page(() => import('../features/masters/Masters')), false],
  ['/people', 'people', page(() => import('../features/admin/People')), false],
  ['/audit', 'audit', page(() => import('../features/admin/Audit')), false],
  ['/system', 'system', page(() => import('../features/admin/System')), false],
  ['/claims', 'claims', page(() => import('../features/claims/Claims')), false],
  ['/portal', 'portal', page(() => import('../features/portal/Portal')), false],
  ['/approvals', 'approvals', page(() => import('../features/approvals/Approvals')), false],
  ['/reservations', 'reservations', page(() => import('../features/offers/Reservations')), true],
  ['/proposals', 'proposals', page(() => import('../features/offers/Proposals')), true],
  ['/security', 'security', page(() => import('../features/security/Security')), false],
  ['/start', 'start', page(() => import('../features/start/Start')), false],
  ['/closing', 'closing', Later, false],
  ['/correction', 'correction', Later, false],
  ['/verification', 'verification', Later, false],
];

function Screens({session}: {session: Session}) {
  const {t} = useTexts();
  const selection = useMaybeSelection();
  const {meeting} = useMeeting();
  const [here] = useLocation();
  const {roles} = session.person;
  if (meeting && here !== '/allocate') return <Masked />;
  const open = new Set(placesOf(roles).map(place => place.id));
  return (
    <Switch>
      {SCREENS.filter(([, place]) => open.has(place)).map(([path, , Screen, needsSite]) => (
        <Route key={path} path={path}>
          {needsSite && !selection ? <Page title={t('state.no_site.title')}><Empty action={open.has('start') && <Link href="/start">{t('place.start')}</Link>}>{t('state.no_site')}</Empty></Page> : <Screen />}
        </Route>
      ))}
      <Route path="/"><Redirect to={homeOf(roles)} replace /></Route>
      <Route><Page title={t('state.not_found.title')}><p>{t('state.not_found')}</p></Page></Route>
    </Switch>
  );
}

function SignedIn({session}: {session: Session}) {
  const ledger = seesLedger(session.person.roles);
  const book = useBook(ledger);
  if (ledger && book.isPending) return <Waiting />;
  if (ledger && book.error) return <main><ProblemNote error={book.error} /></main>;
  const inside = (
    <Shell>
      <Suspense fallback={<Waiting />}><Screens session={session} /></Suspense>
    </Shell>
  );
  return (
    <SessionProvider session={session}>
      {book.data ? <SelectionProvider book={book.data}>{inside}</SelectionProvider> : inside}
    </SessionProvider>
  );
}

export function App() {
  const {setLanguage} = useTexts();
  const [path] = useLocation();
  const session = useSession();
  const queries = useQueryClient();
  useEffect(() => {
    const leave = () => {
      if (queries.getQueryData(['session'])) queries.setQueryData(['session'], null);
    };
    window.addEventListener('tenbin:signed-out', leave);
    return () => window.removeEventListener('tenbin:signed-out', leave);
  }, [queries]);
  const own = session.data?.person.language;
  useEffect(() => {
    if (own && !localStorage.getItem('tenbin.language')) setLanguage(own);
  }, [own, setLanguage]);

  if (path === '/setup') return <Suspense fallback={<Waiting />}><Setup /></Suspense>;
  if (session.isPending) return <Waiting />;
  if (session.error) return <main className="alone"><ProblemNote error={session.error} /></main>;
  return session.data ? <SignedIn session={session.data} /> : <Login />;
}
