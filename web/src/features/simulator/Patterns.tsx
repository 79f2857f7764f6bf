import {type Grams, percent} from '../../arithmetic/mass';
import {WHOLE} from '../../arithmetic/share';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Tick} from '../../ui/Field';
import {asRequested, type Board, current, even, fillInOrder, fits, isLocked, type Pattern, type Row, type Scenario} from './plan';
import {SIMULATOR_TEXTS} from './texts';
import styles from './simulator.module.css';

type Props = {
  board: Board; setBoard: (next: Board) => void; change: (next: Scenario) => void; rows: Row[]; have: Grams; step: number;
  partialShare: boolean; names: string[];
};
const PATTERNS: Pattern[] = ['concentrate', 'even', 'free'];
const COMMON = [300_000, 500_000, WHOLE];

/** Plan 1–3 under these names, the pattern A / B / free, and the shares everybody asks for. */
export function Patterns({board, setBoard, change, rows, have, step, partialShare, names}: Props) {
  const {t} = useTexts();
  const word = useWords(SIMULATOR_TEXTS);
  const scenario = current(board);
  const most = fits(scenario, rows, have, step);

  function choose(pattern: Pattern) {
    if (pattern === 'even') change(even(scenario, rows, most, step));
    else if (pattern === 'concentrate') change(fillInOrder(scenario, rows, have, step, partialShare));
    else change({...scenario, pattern});
  }

  return (
    <div className={styles.patterns}>
      <fieldset className={styles.segments}>
        <legend>{t('simulator.scenarios')}</legend>
        {names.map((name, at) => (
          <label key={at} className={styles.segment}>
            <input type="radio" name="scenario" checked={board.at === at} onChange={() => setBoard({...board, at})} />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
      <fieldset className={styles.segments}>
        <legend>{t('simulator.pattern')}</legend>
        {PATTERNS.map(pattern => (
          <label key={pattern} className={styles.segment}>
            <input type="radio" name="pattern" checked={scenario.pattern === pattern} onChange={() => choose(pattern)} />
            <span>{t(`simulator.${pattern}`)}</span>
          </label>
        ))}
      </fieldset>
      <div className={styles.commons} role="group" aria-label={t('simulator.common')}>
        {COMMON.filter(ppm => ppm % step === 0).map(ppm => (
          <Button key={ppm} small onPress={() => change(even(scenario, rows, ppm, step))}>{t('simulator.all_at', {percent: ppm / 10_000})}</Button>
        ))}
        <Button small isDisabled={rows.every(row => isLocked(scenario, row))} onPress={() => change(even(scenario, rows, most, step))}>{t('simulator.most', {percent: percent(most)})}</Button>
        {rows.some(row => row.requested !== null) && <Button small onPress={() => change(asRequested(scenario, rows, step))}>{word('as_requested')}</Button>}
        {scenario.pattern === 'concentrate' && partialShare && (
          <Tick label={t('simulator.whole_lots')} checked={scenario.wholeLots} onChange={event =>
            change(fillInOrder({...scenario, wholeLots: event.target.checked}, rows, have, step, partialShare))} />
        )}
      </div>
    </div>
  );
}
