// How much is left, and over the limit the ways out. The figures are local at once; the server's replace them when they differ.
import {useState} from 'react';
import type {Simulation} from '../../api/types';
import {type Grams, grams, percent, toKg, tonnes} from '../../arithmetic/mass';
import {useTexts} from '../../i18n';
import {Button} from '../../ui/Button';
import {Figure} from '../../ui/Figure';
import {Live} from '../../ui/Live';
import {Meter} from '../../ui/Meter';
import {fits, type Row} from './plan';
import styles from './simulator.module.css';

type Props = {
  simulation: Simulation | undefined; have: Grams; allocated: Grams; meeting: boolean; onFit: () => void;
  rows: Row[]; step: number;
};

export function Feedback({simulation, have, allocated, meeting, onFit, rows, step}: Props) {
  const {t} = useTexts();
  const [copied, setCopied] = useState(false);
  const left = have - allocated;
  const short = left < 0n ? -left : 0n;
  const isServers = simulation && grams(simulation.short_kg) === short;
  // What it takes follows from the rulebook, so only the server says it.
  const needed = isServers ? grams(simulation.needs_renewable_input_kg ?? '0') : 0n;
  const request = t('simulator.request_text', {short: tonnes(short, 'up'), needed: tonnes(needed, 'up')});
  return (
    <div className={styles.feedback}>
      <Meter have={have > 0n ? have : 0n} allocated={allocated} left={left} label={t(meeting ? 'meeting.available' : 'meter.name')}>
        {meeting ? <span>{t('meeting.available')} {tonnes(have)} t</span>
          : <Figure figure="balance" kg={toKg(have)} label={t('simulator.have')} />}
        <span>{t('figure.allocated_plan')} {tonnes(allocated)} t</span>
        <strong>{t('figure.balance')} <span data-testid="left">{short ? `▲ ${tonnes(left)}` : tonnes(left)}</span> t</strong>
      </Meter>
      <Live key={String(meeting)} text={short ? t('meter.short', {short: tonnes(short, 'up')}) : t('simulator.left_spoken', {left: tonnes(left)})} />
      {short > 0n && (
        <div className={styles.ways}>
          {!meeting && needed > 0n && <span>{t('simulator.needed', {needed: tonnes(needed, 'up')})}</span>}
          <Button small look="primary" onPress={onFit}>{t('simulator.shrink', {percent: percent(fits(rows, have, step))})}</Button>
          {!meeting && (
            <Button small isDisabled={!isServers} onPress={() => void navigator.clipboard?.writeText(request).then(() => setCopied(true))}>{t('simulator.ask_procurement')}</Button>
          )}
          {copied && <span role="status">✓ {t('do.copied')}</span>}
        </div>
      )}
    </div>
  );
}
