// The plan in sight, everything that changes it, and what follows from it. The lines and the number come with the frame of the move;
// all that stands beside them follows a moment later, for a slider has 16 ms.
import {type Dispatch, memo, type SetStateAction, useCallback, useDeferredValue, useMemo} from 'react';
import type {Saving} from '../../api/drafts';
import type {Overview} from '../../api/types';
import {may} from '../../app/places';
import {useMeeting, useRoles, useSelection} from '../../app/selection';
import type {Grams} from '../../arithmetic/mass';
import {useTexts} from '../../i18n';
import {Button} from '../../ui/Button';
import {useShortcuts} from '../../ui/keys';
import {ProblemNote} from '../../ui/Problem';
import {useNames} from '../ledger/columns';
import {OfferButtons, ScenarioName} from '../offers/Offer';
import {Budget, Compare, Target} from './Aside';
import {Feedback, type NextPeriod} from './Feedback';
import {Saved} from './Kept';
import {Lines} from './Lines';
import {Patterns} from './Patterns';
import {Sample} from './Sample';
import {allocatedIn, type Board, type Change, current, fits, fitted, isLocked, stepOf, undone, wholeByMass} from './plan';
import {type Asked, useAsked, useSimulation} from './useBoard';
import type {Whose} from './whose';
import styles from './simulator.module.css';

type SetBoard = Dispatch<SetStateAction<Board>>;
type Props = {
  overview: Overview; whose: Whose; board: Board; setBoard: SetBoard; change: Change; refit: (left: Grams) => void; review: () => void;
  saving: Saving; later: NextPeriod | null; include: (next: NextPeriod | null) => void;
};
type BesideProps = Pick<Props, 'overview' | 'whose' | 'board' | 'setBoard' | 'change'> & {names: string[]; asked: Asked; step: number; price: bigint | null};

const Beside = memo(function Beside({overview, whose: {customer, shown: rows, free, more, have}, board, setBoard, change, names, asked, step, price}: BesideProps) {
  const scenario = current(board);
  const planning = {rows, scenario, change, have, step};
  const allocated = allocatedIn(scenario, rows);
  return (
    <>
      {price !== null && <Budget {...planning} price={price} setPrice={next => setBoard(now => ({...now, price: next}))} />}
      <Target {...planning} footprint={overview.footprint} />
      <Compare board={board} names={names} rows={rows} have={have} price={price} />
      <Sample rows={rows} scenario={scenario} customer={customer} asked={asked} enough={allocated <= have && allocated <= free + more} />
    </>
  );
});

const Foot = memo(function Foot({whose: {customer, shown, free, have}, board, setBoard, refit, review, saving}: Pick<Props, 'whose' | 'board' | 'setBoard' | 'refit' | 'review' | 'saving'>) {
  const {t} = useTexts();
  const {period} = useSelection();
  const {meeting} = useMeeting();
  const roles = useRoles();
  const customerName = useNames().customer(customer);
  const scenario = current(board);
  const allocated = allocatedIn(scenario, shown);
  return (
    <div className={`row ${styles.foot}`}>
      <Button look="quiet" isDisabled={!board.undo.length} onPress={() => setBoard(undone)}>{t('simulator.undo')}</Button>
      {may(roles, 'allocate') && !meeting && (
        <Button look="primary" isDisabled={allocated === 0n || allocated > free || period.closed} onPress={review}>{t('simulator.review')}</Button>
      )}
      <OfferButtons scenario={scenario} rows={shown} customer={customer} customerName={customerName} enough={allocated <= have && allocated <= free} onRefit={refit} />
      <Saved {...saving} />
    </div>
  );
});

export function Bench({overview, whose, board, setBoard, change, refit, review, saving, later, include}: Props) {
  const {t} = useTexts();
  const {book} = useSelection();
  const {meeting} = useMeeting();
  const roles = useRoles();
  const {shown, free, more, have} = whose;
  const step = stepOf(book.rulebook);
  const partialShare = book.rulebook.partial_share;
  const scenario = current(board);
  const late = useDeferredValue(board);
  const lateScenario = current(late);
  const price = may(roles, 'plan') ? board.price : null; // Who only looks on sees masses, no money (design section 10).
  const allocated = allocatedIn(scenario, shown);
  const most = useMemo(() => (shown.every(row => isLocked(lateScenario, row)) ? null : fits(lateScenario, shown, have, step)),
    [lateScenario, shown, have, step]);
  const asked = useAsked(lateScenario, shown, wholeByMass(book.rulebook), more > 0n ? later?.to : undefined);
  const simulation = useSimulation(asked);
  const isOfNow = late === board && asked.isOfNow && !simulation.isPlaceholderData;
  const names = useMemo(() => late.scenarios.map((one, at) =>
    (meeting ? t('simulator.scenario', {number: at + 1}) : one.name)), [late, meeting, t]); // A name may tell of another customer.
  const goTo = useCallback((at: number) => setBoard(now => ({...now, at})), [setBoard]);
  useShortcuts({'1': () => goTo(0), '2': () => goTo(1), '3': () => goTo(2), 'Control+z': () => setBoard(undone)});
  const planning = {rows: shown, change, have, step, partialShare};
  return (
    <>
      <Patterns {...planning} names={names} at={board.at} goTo={goTo} pattern={scenario.pattern} wholeLots={scenario.wholeLots} most={most} />
      <Feedback
        simulation={simulation.data} have={have} free={free + more} allocated={allocated} onFit={() => refit(have)}
        fit={() => fitted(scenario, shown, have, step).ppm} isOfNow={isOfNow} later={later} include={include}
      />
      <ProblemNote error={simulation.error} quiet />
      <Lines {...planning} scenario={scenario} simulation={simulation.data} price={price} />
      <Foot whose={whose} board={late} setBoard={setBoard} refit={refit} review={review} saving={saving} />
      <div className="grid">
        {!meeting && <div><ScenarioName board={board} setBoard={setBoard} fallback={t('simulator.scenario', {number: board.at + 1})} /></div>}
        <Beside overview={overview} whose={whose} board={late} setBoard={setBoard} change={change} names={names} asked={asked} step={step} price={price} />
      </div>
      <p>{t('simulator.residual')}</p>
    </>
  );
}
