// W3 割当シミュレーター: what can be promised, while the customer sits there. Local arithmetic answers at once, the server's
// /simulate a moment later and in the end.
import {type SetStateAction, useCallback, useMemo, useState} from 'react';
import type {Kept} from '../../api/drafts';
import {openLines, useAll, useOverview} from '../../api/queries';
import type {Overview} from '../../api/types';
import {useMeeting, useSelection} from '../../app/selection';
import {type Grams, grams, tonnes} from '../../arithmetic/mass';
import {useTexts} from '../../i18n';
import {periodText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Empty, Page, Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {MEETING_TEXTS} from '../meeting/texts';
import {freeOf, heldBy, scenarioOf} from '../offers/offer';
import {useRoom} from '../offers/room';
import {Reserved, Turning, useOnce, useTurning} from '../offers/Offer';
import {Bench} from './Bench';
import {Confirm} from './Confirm';
import {Controls} from './Controls';
import type {NextPeriod} from './Feedback';
import {Continued, Elsewhere} from './Kept';
import {begunAnew, type Board, boardOf, type Change, changed, current, fitted, type Row, rowsOf, stepOf} from './plan';
import {useBoard, useKept} from './useBoard';
import {whoseOf} from './whose';

/** It stays while what was posted is shown, though no line may be left behind it. */
function Desk({overview, rows, draft, kept, reopen}: {overview: Overview; rows: Row[]; draft: string; kept: Kept; reopen: () => void}) {
  const {t} = useTexts();
  const word = useWords(MEETING_TEXTS);
  const {book, site, period} = useSelection();
  const {meeting} = useMeeting();
  const step = stepOf(book.rulebook);
  const names = [1, 2, 3].map(number => t('simulator.scenario', {number}));
  const {board: last, change: changeOf, saving, overwrite} = useBoard(draft, kept, names);
  const [continued, setContinued] = useState(kept.saved_at);
  const [chosen, setChosen] = useState(meeting?.customer ?? '');
  const room = useRoom();
  const [set, setCap] = useState<Grams | null>();
  const [confirming, setConfirming] = useState(false);
  const turning = useTurning(site.site, period.from);
  const {reservation} = turning;
  const sums = overview.balance;
  const free = freeOf(sums, null);
  const cap = set === undefined ? room !== null && room <= free ? room : null : set; // Until somebody sets another: what this seller may hold.
  const [later, include] = useState<NextPeriod | null>(null);
  const whose = useMemo(() => whoseOf({rows, sums, chosen, cap, reservation, meeting, more: later ? grams(later.more_kg) : 0n}),
    [rows, sums, chosen, cap, reservation, meeting, later]);
  const {customer, shown, own, have} = whose;
  const board = useMemo(() => boardOf(last, customer), [last, customer]);
  const setBoard = useCallback((next: SetStateAction<Board>) => changeOf(customer, next), [changeOf, customer]);
  const change = useCallback<Change>(next => setBoard(now => changed(now, next(current(now)))), [setBoard]);
  const refit = useCallback((left: Grams, lines = shown) => change(now => fitted(now, lines, left < have ? left : have, step).scenario),
    [change, shown, have, step]);
  const review = useCallback(() => setConfirming(true), []);
  useOnce(reservation, found => {
    setChosen(found.customer);
    changeOf(found.customer, now => changed(now, scenarioOf(found, rows, current(now), step)));
  });
  return (
    <>
      {saving.state === 'stale' && <Elsewhere onOpen={reopen} onKeep={overwrite} />}
      {!meeting && rows.length > 0 && (
        <>
          {continued && <Continued at={continued} onBegin={() => setBoard(now => begunAnew(now, names))} onClose={() => setContinued(null)} />}
          <Controls rows={rows} whose={whose} cap={cap} setCap={setCap} choose={setChosen} />
          <Turning {...turning} own={own !== null} />
          <Reserved mass={grams(sums.reserved_kg) - heldBy(own)} />
        </>
      )}
      {shown.length > 0
        ? <Bench overview={overview} whose={whose} board={board} setBoard={setBoard} change={change} refit={refit} review={review} saving={saving} later={later} include={include} />
        : <Empty>{meeting ? word('no_lines') : t('simulator.empty', {left: tonnes(grams(sums.balance_kg))})}</Empty>}
      {confirming && <Confirm scenario={current(board)} rows={shown} reservation={own} onClose={() => setConfirming(false)} onRefit={refit} />}
    </>
  );
}

export default function Simulator() {
  const {t, language} = useTexts();
  const {site, period} = useSelection();
  const overview = useOverview(site.site, period.from);
  const shipments = useAll('shipments', openLines(site.site, period.from));
  const rows = useMemo(() => rowsOf(shipments.data ?? []), [shipments.data]);
  const place = `${site.site}.${period.from}`;
  const draft = `simulator.${place}`;
  const kept = useKept(draft);
  const error = overview.error ?? shipments.error ?? kept.error;
  return (
    <Page title={`${t('simulator.title')} ${periodText(period.from, period.to, language)}`}>
      <ProblemNote error={error} />
      {overview.data && shipments.data && kept.data
        ? <Desk key={`${place} ${kept.data.tag}`} overview={overview.data} rows={rows} draft={draft} kept={kept.data} reopen={() => void kept.refetch()} />
        : !error && <Waiting />}
    </Page>
  );
}
