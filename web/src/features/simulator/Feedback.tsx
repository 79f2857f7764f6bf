// How much is left, and over the limit the ways out. The figures are local at once; the server's replace them when they differ.
import type {Simulation} from '../../api/types';
import {useMeeting} from '../../app/selection';
import {type Grams, grams, percent, toKg, tonnes} from '../../arithmetic/mass';
import {useTexts} from '../../i18n';
import {dayText, periodText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Copy} from '../../ui/Copy';
import {Figure} from '../../ui/Figure';
import {Live} from '../../ui/Live';
import {Meter} from '../../ui/Meter';
import {Badge} from '../../ui/Page';
import {MEETING_TEXTS} from '../meeting/texts';
import {SIMULATOR_TEXTS} from './texts';
import styles from './simulator.module.css';

export type NextPeriod = Simulation['next_period'];

/** `fit`: the share at which the plan would fit, worked out only where it does not. `isOfNow`: the simulation is this plan's and no longer the last one's. `later`: the next period, where what it adds counts already. */
type Props = {
  simulation: Simulation | undefined; have: Grams; free: Grams; allocated: Grams; fit: () => number; onFit: () => void; isOfNow: boolean;
  later: NextPeriod | null; include: (next: NextPeriod | null) => void;
};

/** 翌期分: only what is recorded counts, and it is never said to be there already. */
function Later({later, next, include}: {later: NextPeriod | null; next: NextPeriod | undefined; include: Props['include']}) {
  const {language} = useTexts();
  const word = useWords(SIMULATOR_TEXTS);
  if (later) {
    return (
      <div className={styles.ways}>
        <span role="status">{word('next_period_in', {more: tonnes(grams(later.more_kg)), date: dayText(later.period, language)})}</span>
        <Button small onPress={() => include(null)}>{word('next_period_out')}</Button>
      </div>
    );
  }
  if (!next) return null;
  const period = periodText(next.period, next.to, language);
  const more = grams(next.more_kg);
  return more > 0n ? <Button small onPress={() => include(next)}>{word('next_period', {period, more: tonnes(more)})}</Button>
    : <span>{word('next_period_none', {period})}</span>;
}

/** What procurement would have to bring; a cap is lifted by words, not by metal. What it takes follows from the rulebook, so only the server says it. */
function Lack({lack, simulation}: {lack: Grams; simulation: Simulation | undefined}) {
  const {t} = useTexts();
  const word = useWords(SIMULATOR_TEXTS);
  const isSame = simulation && grams(simulation.short_kg) === lack; // It does not count what is reserved as lacking.
  const needed = isSame ? grams(simulation.needs_renewable_input_kg ?? '0') : 0n;
  const short = tonnes(lack, 'up');
  const request = needed ? t('simulator.request_text', {short, needed: tonnes(needed, 'up')}) : word('request_open', {short});
  return (
    <>
      {needed > 0n && <span>{t('simulator.needed', {needed: tonnes(needed, 'up')})}</span>}
      <Copy text={request} label={t('simulator.ask_procurement')} />
    </>
  );
}

export function Feedback({simulation, have, free, allocated, fit, onFit, isOfNow, later, include}: Props) {
  const {t} = useTexts();
  const word = useWords(MEETING_TEXTS);
  const {meeting} = useMeeting();
  const left = have - allocated;
  const short = left < 0n ? -left : 0n;
  const enough = allocated <= free;
  return (
    <div className={styles.feedback}>
      <Meter have={have} allocated={allocated} left={left} label={meeting ? word('available') : t('meter.name')}>
        {meeting ? <span>{word('available')} {tonnes(have)} t</span>
          : <Figure figure="balance" kg={toKg(have)} label={t('simulator.have')} />}
        <span>{t('figure.allocated_plan')} {tonnes(allocated)} t</span>
        <strong>{t('figure.balance')} <span data-testid="left">{short ? `▲ ${tonnes(left)}` : tonnes(left)}</span> t</strong>
      </Meter>
      <Live key={meeting?.customer} text={short ? t('meter.short', {short: tonnes(short, 'up')}) : t('simulator.left_spoken', {left: tonnes(left)})} />
      {meeting && allocated > 0n && !short && <p role="status"><Badge tone={enough ? 'good' : 'bad'}>{word(enough ? 'enough' : 'not_enough')}</Badge></p>}
      {short > 0n && (
        <div className={styles.ways}>
          <Button small look="primary" onPress={onFit}>{t('simulator.shrink', {percent: percent(fit())})}</Button>
          {!meeting && !enough && !later && <Later later={null} next={isOfNow ? simulation?.next_period : undefined} include={include} />}
          {!meeting && !enough && <Lack lack={allocated - free} simulation={simulation} />}
        </div>
      )}
      {!meeting && later && <Later later={later} next={undefined} include={include} />}
    </div>
  );
}
