// W3 割当シミュレーター: what can be promised, while the customer sits there. Local arithmetic answers at once, the server's
// /simulate a moment later and in the end.
import {keepPreviousData, useQuery} from '@tanstack/react-query';
import {useEffect, useMemo, useState} from 'react';
import {post} from '../../api/client';
import {useAll, useOverview} from '../../api/queries';
import type {Overview, Simulation} from '../../api/types';
import {may} from '../../app/places';
import {useMeeting, useRoles, useSelection} from '../../app/selection';
import {type Grams, grams, tonnes} from '../../arithmetic/mass';
import {sum} from '../../arithmetic/share';
import {useTexts} from '../../i18n';
import {periodText} from '../../i18n/dates';
import {Button} from '../../ui/Button';
import {Choice} from '../../ui/Field';
import {useShortcuts} from '../../ui/keys';
import {Empty, Page, Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {QtyField} from '../../ui/QtyField';
import {gramsOfTonnes, tonnesOf} from '../../ui/quantity';
import {freeOf, scenarioOf} from '../offers/offer';
import {OfferButtons, Others, ScenarioName, Turning, useOnce, useTurning} from '../offers/Offer';
import {Budget, Compare, Target} from './Aside';
import {Confirm} from './Confirm';
import {Feedback} from './Feedback';
import {Lines} from './Lines';
import {Patterns} from './Patterns';
import {Sample} from './Sample';
import {type Board, allocatedIn, changed, current, emptyScenario, even, pack, type Row, rowsOf, type Scenario, simulateRows, undone, unpack} from './plan';
import styles from './simulator.module.css';

const PAUSE_MS = 250;

function useDelayed<Value>(value: Value, ms: number): Value {
  const [late, setLate] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLate(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return late;
}

/** The board of one site and period, kept in this browser so that leaving loses nothing. */
function useBoard(place: string, names: string[]): [Board, (next: Board) => void] {
  const kept = `tenbin.scenarios.${place}`;
  const [board, setBoard] = useState<Board>(() =>
    ({scenarios: unpack(localStorage.getItem(kept)) ?? names.map(emptyScenario), at: 0, undo: []}));
  useEffect(() => localStorage.setItem(kept, pack(board)), [kept, board]);
  return [board, setBoard];
}

function Desk({overview, rows}: {overview: Overview; rows: Row[]}) {
  const {t} = useTexts();
  const {book, site, period} = useSelection();
  const {meeting, setMeeting} = useMeeting();
  const roles = useRoles();
  const step = book.rulebook.share_step_ppm;
  const [board, setBoard] = useBoard(`${site.site}.${period.from}`, [1, 2, 3].map(number => t('simulator.scenario', {number})));
  const [customer, setCustomer] = useState('');
  const [cap, setCap] = useState<Grams | null>(null);
  const [confirming, setConfirming] = useState(false);
  const scenario = current(board);
  const shown = useMemo(() => (customer ? rows.filter(row => row.customer === customer) : rows), [rows, customer]);
  const turning = useTurning(site.site, period.from);
  const balance = freeOf(overview.balance, turning.reservation);
  const have = cap === null || cap > balance ? balance : cap;
  const allocated = allocatedIn(scenario, shown);
  const change = (next: Scenario) => setBoard(changed(board, next));

  const asked = useDelayed(JSON.stringify(simulateRows(scenario, shown)), PAUSE_MS);
  const simulation = useQuery({
    queryKey: ['simulate', site.site, period.from, asked],
    enabled: shown.length > 0,
    placeholderData: keepPreviousData,
    queryFn: ({signal}) =>
      post<Simulation>('/simulate', {site: site.site, period: period.from, rows: JSON.parse(asked) as unknown}, {signal}),
  });

  /** What a customer may see is no more than what was set, and never the mill's balance (R12). */
  function meet() {
    if (!meeting && cap === null) {
      const mass = sum(shown.map(row => row.mass));
      setCap(mass < balance ? mass : balance > 0n ? balance : 0n);
    }
    setMeeting(!meeting);
  }
  useEffect(() => () => setMeeting(false), [setMeeting]);
  useOnce(turning.reservation, reservation => {
    setCustomer(reservation.customer);
    change(scenarioOf(reservation, rows, scenario, step));
  });
  const refit = (left: Grams, free = shown) => change(even({...scenario, locked: []}, free, left, step, null));
  const customerName = useCustomerName()(customer);
  const goTo = (at: number) => () => setBoard({...board, at});
  useShortcuts({m: meet, '1': goTo(0), '2': goTo(1), '3': goTo(2), 'Control+z': () => setBoard(undone(board))});

  const customers = [...new Set(rows.map(row => row.customer))];
  return (
    <>
      <div className={`row ${styles.controls}`}>
        <Button look={meeting ? 'primary' : 'secondary'} aria-pressed={meeting} onPress={meet} isDisabled={!meeting && !customer}>
          {t(meeting ? 'meeting.off' : 'meeting.on')} <kbd>m</kbd>
        </Button>
        {!meeting && (
          <>
            <CustomerChoice customers={customers} value={customer} onChange={setCustomer} />
            <QtyField label={t('simulator.cap')} unit="t" value={cap === null ? '' : tonnesOf(cap)} allowEmpty onCommit={text => setCap(text === '' ? null : gramsOfTonnes(text))} />
          </>
        )}
      </div>
      <Turning {...turning} customerName={customerName} />
      {!meeting && <Others mass={grams(overview.balance.reserved_kg) - (turning.reservation ? grams(turning.reservation.mass_kg) : 0n)} />}
      {!meeting && !customer && <p className="muted">{t('meeting.choose')}</p>}
      <Patterns board={board} setBoard={setBoard} change={change} rows={shown} have={have} step={step} partialShare={book.rulebook.partial_share} />
      <Feedback
        simulation={simulation.data} have={have} allocated={allocated} meeting={meeting}
        onFit={() => refit(have)} rows={shown} step={step}
      />
      <ProblemNote error={simulation.error} quiet />
      <Lines rows={shown} scenario={scenario} change={change} have={have} simulation={simulation.data} step={step} partialShare={book.rulebook.partial_share} />
      <div className={`row ${styles.foot}`}>
        <Button look="quiet" isDisabled={!board.undo.length} onPress={() => setBoard(undone(board))}>{t('simulator.undo')}</Button>
        {may(roles, 'allocate') && !meeting && (
          <Button look="primary" isDisabled={allocated === 0n || allocated > balance || period.closed} onPress={() => setConfirming(true)}>
            {t('simulator.review')}
          </Button>
        )}
        <OfferButtons scenario={scenario} rows={shown} customer={customer} customerName={customerName} have={have} onRefit={refit} />
        <span className="muted">{t('simulator.kept')}</span>
      </div>
      <div className="grid">
        {!meeting && <div><ScenarioName board={board} setBoard={setBoard} fallback={t('simulator.scenario', {number: board.at + 1})} /></div>}
        <Budget have={have} rows={shown} scenario={scenario} change={change} step={step} />
        <Target footprint={overview.footprint} have={have} rows={shown} scenario={scenario} change={change} step={step} />
        <Compare board={board} rows={shown} have={have} />
        <Sample rows={shown} scenario={scenario} customerName={customer && customerName} />
      </div>
      <p>{t('simulator.residual')}</p>
      {confirming && <Confirm scenario={scenario} rows={shown} reservation={turning.reservation} onClose={() => setConfirming(false)} onRefit={refit} />}
    </>
  );
}

function useCustomerName(): (id: string) => string {
  const {language} = useTexts();
  const {data = []} = useAll('customers');
  return id => {
    const row = data.find(one => one.customer === id);
    return row ? (language === 'ja' ? row.name_ja : row.name_en) || id : id;
  };
}

function CustomerChoice({customers, value, onChange}: {customers: string[]; value: string; onChange: (next: string) => void}) {
  const {t} = useTexts();
  const nameOf = useCustomerName();
  return (
    <Choice label={t('list.customer')} value={value} onChange={event => onChange(event.target.value)}>
      <option value="">{t('simulator.all_customers')}</option>
      {customers.map(id => <option key={id} value={id}>{nameOf(id)}</option>)}
    </Choice>
  );
}

export default function Simulator() {
  const {t, language} = useTexts();
  const {site, period} = useSelection();
  const overview = useOverview(site.site, period.from);
  const shipments = useAll('shipments', {site: site.site, period: period.from});
  const rows = useMemo(() => rowsOf(shipments.data ?? []), [shipments.data]);
  const ready = overview.data?.period === period.from && shipments.data;
  return (
    <Page title={`${t('simulator.title')} ${periodText(period.from, period.to, language)}`}>
      <ProblemNote error={overview.error ?? shipments.error} />
      {!ready && !overview.error && !shipments.error && <Waiting />}
      {ready && !rows.length && <Empty>{t('simulator.empty', {left: tonnes(grams(overview.data!.balance.balance_kg))})}</Empty>}
      {ready && rows.length > 0 && <Desk key={`${site.site}.${period.from}`} overview={overview.data!} rows={rows} />}
    </Page>
  );
}
