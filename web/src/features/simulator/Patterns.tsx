import {memo} from 'react';
import {type Grams, percent} from '../../arithmetic/mass';
import {WHOLE} from '../../arithmetic/share';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Tick} from '../../ui/Field';
import {asRequested, type Change, even, fillInOrder, type Pattern, type Row} from './plan';
import {SIMULATOR_TEXTS} from './texts';
import styles from './simulator.module.css';

/** `most`: the largest common share of the lines that are not locked; null where all are. */
type Props = {
  names: string[]; at: number; goTo: (at: number) => void; pattern: Pattern; wholeLots: boolean; most: number | null; change: Change;
  rows: Row[]; have: Grams; step: number; partialShare: boolean;
};
const PATTERNS: Pattern[] = ['concentrate', 'even', 'free'];
const COMMON = [300_000, 500_000, WHOLE];

/** Plan 1–3 under these names, the pattern A / B / free, and the shares everybody asks for. */
export const Patterns = memo(function Patterns({names, at: chosen, goTo, pattern: current, wholeLots, most, change, rows, have, step, partialShare}: Props) {
  const {t} = useTexts();
  const word = useWords(SIMULATOR_TEXTS);
  const allAt = (ppm: number) => () => change(now => even(now, rows, ppm, step));

  function choose(pattern: Pattern) {
    if (pattern === 'even') change(now => even(now, rows, most ?? 0, step));
    else if (pattern === 'concentrate') change(now => fillInOrder(now, rows, have, step, partialShare));
    else change(now => ({...now, pattern}));
  }

  return (
    <div className={styles.patterns}>
      <fieldset className={styles.segments}>
        <legend>{t('simulator.scenarios')}</legend>
        {names.map((name, at) => (
          <label key={at} className={styles.segment}>
            <input type="radio" name="scenario" checked={chosen === at} onChange={() => goTo(at)} />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
      <fieldset className={styles.segments}>
        <legend>{t('simulator.pattern')}</legend>
        {PATTERNS.map(pattern => (
          <label key={pattern} className={styles.segment}>
            <input type="radio" name="pattern" checked={current === pattern} onChange={() => choose(pattern)} />
            <span>{t(`simulator.${pattern}`)}</span>
          </label>
        ))}
      </fieldset>
      <div className={styles.commons} role="group" aria-label={t('simulator.common')}>
        {COMMON.filter(ppm => ppm % step === 0).map(ppm => (
          <Button key={ppm} small onPress={allAt(ppm)}>{t('simulator.all_at', {percent: ppm / 10_000})}</Button>
        ))}
        <Button small isDisabled={most === null} onPress={allAt(most ?? 0)}>{t('simulator.most', {percent: percent(most ?? 0)})}</Button>
        {rows.some(row => row.requested !== null) && <Button small onPress={() => change(now => asRequested(now, rows, step))}>{word('as_requested')}</Button>}
        {current === 'concentrate' && partialShare && (
          <Tick label={t('simulator.whole_lots')} checked={wholeLots} onChange={event => {
            const {checked} = event.target;
            change(now => fillInOrder({...now, wholeLots: checked}, rows, have, step, partialShare));
          }} />
        )}
      </div>
    </div>
  );
});
