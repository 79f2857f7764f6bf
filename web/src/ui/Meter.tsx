// The bar of what is there, given, held and left (R1). Over the limit it turns red and says ▲ and how much is missing.
import type {ReactNode} from 'react';
import {type Grams, tonnes} from '../arithmetic/mass';
import {useTexts} from '../i18n';
import styles from './meter.module.css';

type Props = {have: Grams; allocated: Grams; reserved?: Grams; left: Grams; label: string; children?: ReactNode};

const width = (part: Grams, whole: Grams) => `${whole > 0n && part > 0n ? Number((part * 10_000n) / whole) / 100 : 0}%`;

export function Meter({have, allocated, reserved = 0n, left, label, children}: Props) {
  const {t} = useTexts();
  const over = left < 0n;
  const whole = over ? allocated + reserved : have;
  const spoken = over
    ? t('meter.spoken_short', {have: tonnes(have), allocated: tonnes(allocated), short: tonnes(-left, 'up')})
    : t('meter.spoken', {have: tonnes(have), allocated: tonnes(allocated), left: tonnes(left)});
  return (
    <div className={`${styles.meter} ${over ? styles.over : ''}`}>
      <div role="img" aria-label={`${label}: ${spoken}`} className={styles.bar}>
        <span className={styles.allocated} style={{width: width(allocated, whole)}} />
        <span className={styles.reserved} style={{width: width(reserved, whole)}} />
        {over && <span className={styles.limit} style={{left: width(have, whole)}} />}
      </div>
      <div className={styles.figures}>{children}</div>
      {over && <p className={styles.short}><span aria-hidden="true">▲ </span>{t('meter.short', {short: tonnes(-left, 'up')})}</p>}
    </div>
  );
}
