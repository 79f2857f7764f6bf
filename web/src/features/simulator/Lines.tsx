import type {Simulation} from '../../api/types';
import {type Grams, percent, tonnes} from '../../arithmetic/mass';
import {shareOf, WHOLE} from '../../arithmetic/share';
import {useMeeting} from '../../app/selection';
import {useTexts} from '../../i18n';
import {perTonne, savedTonnes} from '../../ui/emissions';
import {QtyField} from '../../ui/QtyField';
import {percentOf, ppmOf} from '../../ui/quantity';
import {useNames} from '../ledger/columns';
import {fillInOrder, givenTo, isLocked, type Row, type Scenario, setShare, toggleLock, toggleTick, wishOf} from './plan';
import styles from './simulator.module.css';

type Props = {
  rows: Row[]; scenario: Scenario; change: (next: Scenario) => void; have: Grams; simulation: Simulation | undefined; step: number;
  partialShare: boolean;
};

/** Slider and number are twins: either moves the other. */
function ShareCell({row, scenario, change, step, label}: {row: Row; scenario: Scenario; change: (next: Scenario) => void; step: number; label: string}) {
  const {t} = useTexts();
  const wish = wishOf(scenario, row);
  const locked = isLocked(scenario, row);
  const given = givenTo(scenario, row);
  const grain = Math.max(step, 10_000);
  return (
    <span className={styles.share}>
      <input
        type="range" min={0} max={WHOLE} step={grain} value={wish.ppm} disabled={locked} aria-label={t('simulator.share_of', {product: label})}
        aria-valuetext={`${percent(wish.ppm)} % = ${tonnes(given)} t`} onChange={event => change(setShare(scenario, row, Number(event.target.value), step))}
      />
      <QtyField
        small hideLabel label={t('simulator.share_number', {product: label})} unit="%" max={100} disabled={locked} value={percentOf(wish.ppm)}
        onCommit={text => change(setShare(scenario, row, ppmOf(text), step))}
      />
    </span>
  );
}

export function Lines({rows, scenario, change, have, simulation, step, partialShare}: Props) {
  const {t} = useTexts();
  const {meeting} = useMeeting();
  const names = useNames();
  const ticking = scenario.pattern === 'concentrate';
  const answers = new Map((simulation?.rows ?? []).map(row => [`${row.shipment}/${row.line}`, row]));
  const tick = (row: Row) => change(fillInOrder(toggleTick(scenario, row), rows, have, step, partialShare));
  return (
    <div className={styles.lines} role="region" aria-label={t('simulator.lines')} tabIndex={0}>
      <table className="table">
        <caption className="hidden">{t('simulator.lines')}</caption>
        <thead>
          <tr>
            {ticking && <th scope="col">{t('simulator.order')}</th>}
            <th scope="col">{t('list.product')}</th>
            <th scope="col" className="n">{t('simulator.shipped')}</th>
            <th scope="col">{t('simulator.lock')}</th>
            <th scope="col">{t('list.share')}</th>
            <th scope="col" className="n">{t('simulator.given')}</th>
            <th scope="col" className="n">{t('footprint.with')}</th>
            <th scope="col" className="n">{t('footprint.without')}</th>
            <th scope="col" className="n">{t('simulator.saved')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => {
            const label = `${names.product(row.product)} ${row.shipment}-${row.line}`;
            const given = givenTo(scenario, row);
            const answer = answers.get(row.key);
            const isCurrent = answer?.share_ppm === shareOf(given, row.mass) || answer?.share_ppm === wishOf(scenario, row).ppm;
            const place = scenario.order.indexOf(row.key);
            const locked = isLocked(scenario, row);
            return (
              <tr key={row.key}>
                {ticking && (
                  <td><label className={styles.ticked}>
                    <input type="checkbox" checked={place >= 0} disabled={locked} onChange={() => tick(row)} aria-label={t('simulator.tick', {product: label})} />
                    {place >= 0 && <span>{place + 1}</span>}
                  </label></td>
                )}
                <th scope="row">
                  {names.product(row.product)}<br />
                  <small className="muted">{!meeting && `${names.customer(row.customer)} · `}{row.shipment}-{row.line}
                    {row.requested !== null && ` · ${t('simulator.requested', {percent: percent(row.requested)})}`}</small>
                </th>
                <td className="n">{tonnes(row.mass)}</td>
                <td><label className={styles.ticked}>
                  <input type="checkbox" checked={locked} onChange={() => change(toggleLock(scenario, row))} aria-label={t('simulator.lock_of', {product: label})} />
                </label></td>
                <td><ShareCell row={row} scenario={scenario} change={change} step={step} label={label} /></td>
                <td className="n">{tonnes(given)}{answer?.problem && isCurrent && <><br /><small className={styles.problem}>✕ {answer.problem}</small></>}</td>
                <td className={`n ${isCurrent ? '' : styles.stale}`}>{answer ? perTonne(answer.with_kgco2e_per_kg) : '…'}</td>
                <td className={`n ${isCurrent ? '' : styles.stale}`}>{answer ? perTonne(answer.without_kgco2e_per_kg) : '…'}</td>
                <td className={`n ${isCurrent ? '' : styles.stale}`}>{answer ? savedTonnes(answer.saved_kgco2e) : '…'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
