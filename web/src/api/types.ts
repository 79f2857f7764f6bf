// What the server says, under the names that the screens use. Every shape comes from api/openapi.yaml through schema.ts, which
// `npm run types` makes; the rest of this file is what that description leaves open.
// Masses are decimal strings in kg, shares integers in parts per million, dates 2026-07-01.
import type {components, paths} from './schema';

type Schema = components['schemas'];
type Answer<Path extends keyof paths, Status extends number> =
  paths[Path] extends {post: {responses: Record<Status, {content: {'application/json': infer Body}}>}} ? Body : never;

export type Kg = Schema['Kg'];
export type Day = Schema['Date'];
export type Instant = Schema['Instant'];
export type Ppm = Schema['Ppm'];

export type Person = Schema['Person'];
export type Role = Person['roles'][number];
export type Session = Schema['Session'];

export type Rulebook = {
  id: string; title: {ja: string; en: string}; method: string; input_event: string; account_by: string; deficit: string;
  carry_over: string; partial_share: boolean; share_step_ppm: Ppm; period_months: number;
  conversion_factor?: string; // Of that method.
};
export type Book = Omit<Schema['Book'], 'rulebook'> & {rulebook: Rulebook};
export type SitePeriods = Book['sites'][number];
export type Period = SitePeriods['periods'][number];

export type Overview = Schema['Overview'];
export type Month = Overview['months'][number];
export type Todo = Omit<Overview['todos'][number], 'code'> & {code: string};

export type BalanceAccount = Schema['BalanceAccount'];
export type Balance = Schema['Balance'];
export type BalancePeriod = Balance['periods'][number];

export type Flow = Schema['Flow'];
export type FlowNode = Flow['nodes'][number];
export type FlowLink = Flow['links'][number];

export type FigureName = paths['/api/v1/explain']['get']['parameters']['query']['figure'];
export type FigureUnit = Schema['FigureUnit'];
export type Explanation = Schema['Explanation'];
export type ExplainedTerm = Schema['ExplainedTerm'];
export type SourceRow = Schema['SourceRow'];

export type Page<Row> = {items: Row[]; next: string | null};
export type Receipt = Schema['Receipt'];
export type Charge = Schema['Charge'];
export type Run = Schema['Run'];
export type Shipment = Schema['Shipment'];
export type Allocation = Schema['Allocation'];
export type Certificate = Schema['Certificate'];
export type CertificateDraft = Schema['CertificateDraft'];
export type Correction = Schema['Correction'];
export type CertificateSaid = Schema['CertificateSaid'];
export type SupplierCertificate = Schema['SupplierCertificate'];
export type Customer = Schema['Customer'];
export type Supplier = Schema['Supplier'];
export type Site = Schema['Site'];
export type Product = Schema['Product'];
export type Factor = Schema['Factor'];
export type JournalEntry = Schema['JournalEntry'];
export type Access = Schema['Access'];
export type Token = Schema['Token'];
export type ImportBatch = Schema['ImportBatch'];
export type Lists = {
  receipts: Receipt; charges: Charge; runs: Run; shipments: Shipment; allocations: Allocation; certificates: Certificate;
  'supplier-certificates': SupplierCertificate; customers: Customer; products: Product; sites: Site; suppliers: Supplier;
  factors: Factor; journal: JournalEntry; imports: ImportBatch; 'access-log': Access; people: Person; tokens: Token;
};
export type ListName = keyof Lists;

export type Command = Schema['Command'] & Record<string, unknown>;
export type Posted = Schema['Posted'];

export type SimulateRow = paths['/api/v1/simulate']['post']['requestBody']['content']['application/json']['rows'][number];
export type Simulation = Schema['Simulation'];

export type Issued = Schema['Issued'];
export type HeldBack = Issued['held_back'][number];

export type ClaimCheck = Schema['ClaimCheck'];
export type ClaimFinding = ClaimCheck['findings'][number];

export type EntryRow = Schema['EntryRow'];
export type EntryCell = EntryRow['cells'][number];
export type Import = Schema['Import'];
export type ImportProblem = Import['problems'][number];
export type ImportReading = Schema['ImportReading'];
export type ImportConfirmed = Answer<'/api/v1/imports/{import}/confirm', 200>;

export type System = Schema['System'];

/** Fewer fields are certain: an answer may come from something between here and the server. */
export type ProblemBody = Pick<Schema['Problem'], 'type' | 'title' | 'status' | 'detail' | 'code'> & Partial<Schema['Problem']>;
