import {type Grams, percent} from '../../arithmetic/mass';
import {WHOLE} from '../../arithmetic/share';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Tick} from '../../ui/Field';
import {asAsked, type Board, current, even, fillInOrder, fits, type Pattern, type Row, type Scenario} from './plan';
import {SIMULATOR_TEXTS} from './texts';
import styles from './simulator.module.css';

type Props = {
  board: Board; setBoard: (next: Board) => void; change: (next: Scenario) => void; rows: Row[]; have: Grams; step: number;
  partialShare: boolean;
};
const PATTERNS: Pattern[] = ['concentrate', 'even', 'free'];
const COMMON = [300_000, 500_000, WHOLE];

/** Scenario 1–3, the pattern A / B / free, and the shares everybody asks for. */
export function Patterns({board, setBoard, change, rows, have, step, partialShare}: Props) {
  const {t} = useTexts();
  const word = useWords(SIMULATOR_TEXTS);
  const scenario = current(board);
  const most = fits(rows, have, step);

  function choose(pattern: Pattern) {
    if (pattern === 'even') change(even(scenario, rows, have, step, null));
    else if (pattern === 'concentrate') change(fillInOrder(scenario, rows, have, partialShare));
    else change({...scenario, pattern});
  }

  return (
    <div className={styles.patterns}>
      <fieldset className={styles.segments}>
        <legend>{t('simulator.scenarios')}</legend>
        {board.scenarios.map((one, at) => (
          <label key={at} className={styles.segment}>
            <input type="radio" name="scenario" checked={board.at === at} onChange={() => setBoard({...board, at})} />
            <span>{one.name}</span>
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
          <Button key={ppm} small onPress={() => change(even(scenario, rows, have, step, ppm))}>{t('simulator.all_at', {percent: ppm / 10_000})}</Button>
        ))}
        <Button small onPress={() => change(even(scenario, rows, have, step, null))}>{t('simulator.most', {percent: percent(most)})}</Button>
        {rows.some(row => row.requested !== null) && <Button small onPress={() => change(asAsked(scenario, rows, step))}>{word('as_asked')}</Button>}
        {scenario.pattern === 'concentrate' && partialShare && (
          <Tick label={t('simulator.whole_lots')} checked={scenario.wholeLots} onChange={event =>
            change(fillInOrder({...scenario, wholeLots: event.target.checked}, rows, have, partialShare))} />
        )}
      </div>
    </div>
  );
}
