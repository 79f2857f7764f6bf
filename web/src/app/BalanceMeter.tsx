import {useLocation} from 'wouter';
import {useOverview} from '../api/queries';
import {grams, percent, toKg} from '../arithmetic/mass';
import {useTexts} from '../i18n';
import {Figure} from '../ui/Figure';
import {Live} from '../ui/Live';
import {Meter} from '../ui/Meter';
import {useSelection} from './selection';
import styles from './shell.module.css';

/** 割当可能 / 割当済 / 仮押さえ / 残り of the chosen period, always in sight on ledger screens. */
export function BalanceMeter() {
  const {t} = useTexts();
  const {site, period} = useSelection();
  const {data} = useOverview(site.site, period.from);
  const [here] = useLocation(); // On the first screen what is left is what one comes for.
  if (!data) return <div className={styles.meterSpace} />;
  const sums = data.balance;
  const have = grams(sums.entitlement_kg) + grams(sums.opening_kg);
  const left = grams(sums.balance_kg);
  const held = grams(sums.reserved_kg);
  return (
    <section aria-label={t('meter.name')} className={styles.meter}>
      <Meter have={have} allocated={grams(sums.allocated_kg)} reserved={held} left={left} label={t('meter.name')}>
        <Figure figure="entitlement" kg={sums.entitlement_kg} label={t('figure.entitlement')} />
        <Figure figure="allocated" kg={sums.allocated_kg} label={t('figure.allocated')} />
        {held > 0n && <Figure figure="reserved" kg={sums.reserved_kg} label={t('figure.reserved')} />}
        {grams(sums.opening_kg) !== 0n && <Figure figure="opening" kg={sums.opening_kg} label={t('figure.opening')} />}
        <strong><Figure big={here === '/'} figure="balance" kg={sums.balance_kg} label={t('figure.balance')} /></strong>
        {held > 0n && <Figure figure="free" kg={toKg(left - held)} label={t('figure.free')} />}
        <span className={styles.rate}><Figure figure="input_share" value={`${percent(sums.input_share_ppm)} %`} label={t('figure.input_share')} /></span>
      </Meter>
      <Live text={`${t('figure.balance')} ${sums.balance_kg} kg`} />
    </section>
  );
}
