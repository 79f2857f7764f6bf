// The last twelve months: entitlement as an outlined bar, allocated as a filled one; the same as a table.
import {useState} from 'react';
import type {Month} from '../../api/types';
import {grams} from '../../arithmetic/mass';
import {useTexts} from '../../i18n';
import {dayText, monthText} from '../../i18n/dates';
import {Button} from '../../ui/Button';
import {Figure} from '../../ui/Figure';
import styles from './overview.module.css';

const WIDTH = 480;
const HEIGHT = 120;

function Bars({months}: {months: Month[]}) {
  const {t, language} = useTexts();
  const highest = months.reduce((top, month) => [top, grams(month.entitlement_kg), grams(month.allocated_kg)].reduce((a, b) => (a > b ? a : b)), 1n);
  const tall = (kg: string) => Number((grams(kg) * BigInt(HEIGHT)) / highest);
  const slot = WIDTH / Math.max(months.length, 1);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + 40}`} role="img" aria-label={t('overview.months_alt', {count: months.length})} className={styles.bars}>
      {months.map((month, at) => (
        <g key={month.period} transform={`translate(${at * slot} 0)`}>
          <rect x={slot * .15} width={slot * .34} y={HEIGHT - tall(month.entitlement_kg)} height={tall(month.entitlement_kg)} className={styles.entitled} />
          <rect x={slot * .52} width={slot * .34} y={HEIGHT - tall(month.allocated_kg)} height={tall(month.allocated_kg)} className={styles.given} />
          <text x={slot / 2} y={HEIGHT + 16} textAnchor="middle">{monthText(month.period, language)}</text>
          <text x={slot / 2} y={HEIGHT + 34} textAnchor="middle">{month.closed ? '✓' : '○'}</text>
        </g>
      ))}
      <line x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} stroke="currentColor" />
    </svg>
  );
}

export function MonthsChart({months}: {months: Month[]}) {
  const {t, language} = useTexts();
  const [table, setTable] = useState(false);
  return (
    <figure className={styles.chart}>
      {table ? (
        <div className="scroll" tabIndex={0} role="region" aria-label={t('overview.months')}>
          <table className="table">
            <thead><tr><th scope="col">{t('shell.period')}</th><th scope="col" className="n">{t('figure.entitlement')}</th>
              <th scope="col" className="n">{t('figure.allocated')}</th><th scope="col" className="n">{t('figure.balance')}</th><th scope="col">{t('list.state')}</th></tr></thead>
            <tbody>{months.map(month => (
              <tr key={month.period}><th scope="row">{dayText(month.period, language)}–</th><td className="n"><Figure figure="entitlement" period={month.period} kg={month.entitlement_kg} label="">{null}</Figure></td>
                <td className="n"><Figure figure="allocated" period={month.period} kg={month.allocated_kg} label="">{null}</Figure></td><td className="n"><Figure figure="balance" period={month.period} kg={month.balance_kg} label="">{null}</Figure></td>
                <td>{t(month.closed ? 'period.closed' : 'period.open')}</td></tr>
            ))}</tbody>
          </table>
        </div>
      ) : <Bars months={months} />}
      <figcaption>
        <span className={styles.keyEntitled} aria-hidden="true" /> {t('figure.entitlement')} <span className={styles.keyGiven} aria-hidden="true" /> {t('figure.allocated')}
        {' · '}✓ {t('period.closed')} ○ {t('period.open')}{' '}
        <Button small look="quiet" onPress={() => setTable(!table)}>{t(table ? 'chart.as_chart' : 'chart.as_table')}</Button>
      </figcaption>
    </figure>
  );
}
