// The certificate that the plan would give: its front in small, with the sentences of the catalogue; marked 見本, never a certificate.
import {percent, tonnes} from '../../arithmetic/mass';
import {shareOf, sum} from '../../arithmetic/share';
import {useSelection} from '../../app/selection';
import {useTexts} from '../../i18n';
import {periodText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Badge, Card} from '../../ui/Page';
import {claimed} from '../claims/claimed';
import {useNames} from '../ledger/columns';
import {givenTo, type Row, type Scenario} from './plan';
import {SIMULATOR_TEXTS} from './texts';
import styles from './simulator.module.css';

const MOST_LINES = 8;

export function Sample({rows, scenario, customerName, verified}: {rows: Row[]; scenario: Scenario; customerName: string; verified: boolean}) {
  const {t, language} = useTexts();
  const word = useWords(SIMULATOR_TEXTS);
  const {period} = useSelection();
  const names = useNames();
  const covered = rows.map(row => ({row, given: givenTo(scenario, row)})).filter(each => each.given > 0n);
  const mass = sum(covered.map(each => each.row.mass));
  const given = sum(covered.map(each => each.given));
  return (
    <Card title={<>{t('simulator.sample')} <Badge tone="plain">{t('simulator.sample_mark')}</Badge></>}>
      {covered.length ? (
        <div className={styles.paper} data-mark={t('simulator.sample_mark')}>
          <p className={styles.paperTitle}>{word('paper_title')}</p>
          <p>{customerName ? word('paper_to', {customer: customerName}) : word('paper_each')}</p>
          <p><small>{word('paper_period', {period: periodText(period.from, period.to, language)})} · {word('paper_number')}</small></p>
          <p><strong>{claimed(t, mass, given)}</strong></p>
          <p><small>{t('claim.c6')}{!verified && <> {t('claim.c5')}</>}</small></p>
          <ul>
            {covered.slice(0, MOST_LINES).map(({row, given: part}) => (
              <li key={row.key}>{names.product(row.product)} {tonnes(row.mass)} t ← {tonnes(part)} t ({percent(shareOf(part, row.mass))} %)</li>
            ))}
          </ul>
          {covered.length > MOST_LINES && <p>… +{covered.length - MOST_LINES}</p>}
        </div>
      ) : <p className="muted">{t('simulator.sample_none')}</p>}
    </Card>
  );
}
