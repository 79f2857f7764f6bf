// W3 割当シミュレーター: what can be promised, while the customer sits there. Local arithmetic answers at once, the server's
// /simulate a moment later and in the end.
import {useMemo, useState} from 'react';
import {openLines, useAll, useOverview} from '../../api/queries';
import type {Overview} from '../../api/types';
import {may} from '../../app/places';
import {useMeeting, useRoles, useSelection} from '../../app/selection';
import {type Grams, grams, tonnes} from '../../arithmetic/mass';
import {useTexts} from '../../i18n';
import {periodText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {useShortcuts} from '../../ui/keys';
import {Empty, Page, Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {useNames} from '../ledger/columns';
import {MEETING_TEXTS} from '../meeting/texts';
import {scenarioOf} from '../offers/offer';
import {OfferButtons, Reserved, ScenarioName, Turning, useOnce, useTurning} from '../offers/Offer';
import {Budget, Compare, Target} from './Aside';
import {Confirm} from './Confirm';
import {Controls} from './Controls';
import {Feedback, type NextPeriod} from './Feedback';
import {Lines} from './Lines';
import {Patterns} from './Patterns';
import {Sample} from './Sample';
import {allocatedIn, type Board, changed, current, fitted, type Row, rowsOf, type Scenario, stepOf, undone} from './plan';
import {useAsked, useBoard, useSimulation} from './useBoard';
import {type Whose, whoseOf} from './whose';
import styles from './simulator.module.css';

type BenchProps = {
  overview: Overview; whose: Whose; board: Board; setBoard: (next: Board) => void; refit: (left: Grams) => void; review: () => void;
  later: NextPeriod | null; include: (next: NextPeriod | null) => void;
};

/** The plan in sight, everything that changes it, and what follows from it. */
function Bench({overview, whose: {customer, shown, free, more, have}, board, setBoard, refit, review, later, include}: BenchProps) {
  const {t} = useTexts();
  const {book, period} = useSelection();
  const {meeting} = useMeeting();
  const roles = useRoles();
  const customerName = useNames().customer(customer);
  const step = stepOf(book.rulebook);
  const partialShare = book.rulebook.partial_share;
  const scenario = current(board);
  const change = (next: Scenario) => setBoard(changed(board, next));
  const allocated = allocatedIn(scenario, shown);
  const asked = useAsked(scenario, shown, more > 0n ? later?.to : undefined);
  const simulation = useSimulation(asked);
  const numbered = board.scenarios.map((_, at) => t('simulator.scenario', {number: at + 1}));
  const names = meeting ? numbered : board.scenarios.map(one => one.name); // A name may tell of another customer.
  const goTo = (at: number) => () => setBoard({...board, at});
  useShortcuts({'1': goTo(0), '2': goTo(1), '3': goTo(2), 'Control+z': () => setBoard(undone(board))});
  const planning = {rows: shown, scenario, change, have, step};
  return (
    <>
      <Patterns {...planning} board={board} setBoard={setBoard} names={names} partialShare={partialShare} />
      <Feedback
        simulation={simulation.data} have={have} free={free + more} allocated={allocated} onFit={() => refit(have)}
        fit={fitted(scenario, shown, have, step).ppm} isOfNow={asked.isOfNow && !simulation.isPlaceholderData} later={later} include={include}
      />
      <ProblemNote error={simulation.error} quiet />
      <Lines {...planning} simulation={simulation.data} partialShare={partialShare} />
      <div className={`row ${styles.foot}`}>
        <Button look="quiet" isDisabled={!board.undo.length} onPress={() => setBoard(undone(board))}>{t('simulator.undo')}</Button>
        {may(roles, 'allocate') && !meeting && (
          <Button look="primary" isDisabled={allocated === 0n || allocated > free || period.closed} onPress={review}>{t('simulator.review')}</Button>
        )}
        <OfferButtons scenario={scenario} rows={shown} customer={customer} customerName={customerName} enough={allocated <= have && allocated <= free} onRefit={refit} />
        <span className="muted">{t('simulator.kept')}</span>
      </div>
      <div className="grid">
        {!meeting && <div><ScenarioName board={board} setBoard={setBoard} fallback={numbered[board.at]!} /></div>}
        <Budget {...planning} />
        <Target {...planning} footprint={overview.footprint} />
        <Compare board={board} names={names} rows={shown} have={have} />
        <Sample rows={shown} scenario={scenario} customer={customer} asked={asked} enough={allocated <= have && allocated <= free + more} />
      </div>
      <p>{t('simulator.residual')}</p>
    </>
  );
}

/** It stays while what was posted is shown, though no line may be left behind it. */
function Desk({overview, rows}: {overview: Overview; rows: Row[]}) {
  const {t} = useTexts();
  const word = useWords(MEETING_TEXTS);
  const {book, site, period} = useSelection();
  const {meeting} = useMeeting();
  const step = stepOf(book.rulebook);
  const [board, setBoard] = useBoard(`${site.site}.${period.from}`, [1, 2, 3].map(number => t('simulator.scenario', {number})));
  const [chosen, setChosen] = useState(meeting?.customer ?? '');
  const [cap, setCap] = useState<Grams | null>(null);
  const [confirming, setConfirming] = useState(false);
  const turning = useTurning(site.site, period.from);
  const {reservation} = turning;
  const sums = overview.balance;
  const [later, include] = useState<NextPeriod | null>(null);
  const whose = whoseOf({rows, sums, chosen, cap, reservation, meeting, more: later ? grams(later.more_kg) : 0n});
  const {shown, own, have} = whose;
  const scenario = current(board);
  const change = (next: Scenario) => setBoard(changed(board, next));
  const refit = (left: Grams, lines = shown) => change(fitted(scenario, lines, left < have ? left : have, step).scenario);
  useOnce(reservation, found => {
    setChosen(found.customer);
    change(scenarioOf(found, rows, scenario, step));
  });
  return (
    <>
      {!meeting && rows.length > 0 && (
        <>
          <Controls rows={rows} whose={whose} cap={cap} setCap={setCap} choose={setChosen} />
          <Turning {...turning} own={own !== null} />
          <Reserved mass={grams(sums.reserved_kg) - (own ? grams(own.mass_kg) : 0n)} />
        </>
      )}
      {shown.length > 0
        ? <Bench overview={overview} whose={whose} board={board} setBoard={setBoard} refit={refit} review={() => setConfirming(true)} later={later} include={include} />
        : <Empty>{meeting ? word('no_lines') : t('simulator.empty', {left: tonnes(grams(sums.balance_kg))})}</Empty>}
      {confirming && <Confirm scenario={scenario} rows={shown} reservation={own} onClose={() => setConfirming(false)} onRefit={refit} />}
    </>
  );
}

export default function Simulator() {
  const {t, language} = useTexts();
  const {site, period} = useSelection();
  const overview = useOverview(site.site, period.from);
  const shipments = useAll('shipments', openLines(site.site, period.from));
  const rows = useMemo(() => rowsOf(shipments.data ?? []), [shipments.data]);
  const error = overview.error ?? shipments.error;
  return (
    <Page title={`${t('simulator.title')} ${periodText(period.from, period.to, language)}`}>
      <ProblemNote error={error} />
      {overview.data && shipments.data
        ? <Desk key={`${site.site}.${period.from}`} overview={overview.data} rows={rows} />
        : !error && <Waiting />}
    </Page>
  );
}
