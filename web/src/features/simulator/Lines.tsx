import {memo, useMemo} from 'react';
import type {Simulation} from '../../api/types';
import {type Grams, percent, tonnes} from '../../arithmetic/mass';
import {given, shareOf, type Wish, WHOLE} from '../../arithmetic/share';
import {yen, yenOf, yenPerKg} from '../../arithmetic/yen';
import {useMeeting} from '../../app/selection';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {perTonne, savedTonnes} from '../../ui/emissions';
import {Figure} from '../../ui/Figure';
import {QtyField} from '../../ui/QtyField';
import {percentOf, ppmOf} from '../../ui/quantity';
import {useNames} from '../ledger/columns';
import {type Change, fillInOrder, lacking, type Row, type Scenario, setShare, toggleLock, toggleTick, wishOf} from './plan';
import {SIMULATOR_TEXTS} from './texts';
import styles from './simulator.module.css';

/** `price`: null for who does not see what a claim costs. */
type Props = {
  rows: Row[]; scenario: Scenario; change: Change; have: Grams; simulation: Simulation | undefined; step: number; partialShare: boolean;
  price: bigint | null;
};
type Answer = Simulation['rows'][number];
type Acts = {share: (row: Row, ppm: number) => void; lock: (row: Row) => void; tick: (row: Row) => void};
/** `place`: where it was ticked, -1 for not at all, null where nothing is ticked. */
type LineProps = {
  row: Row; wish: Wish; lacks: boolean; locked: boolean; place: number | null; answer: Answer | undefined; step: number; price: bigint | null; product: string;
  customer: string | null; acts: Acts;
};

const Lack = () => <>—<br /><small className={styles.problem}>✕ {useWords(SIMULATOR_TEXTS)('lacks')}</small></>;

/** The intensities of a line. With allocation it is made of two figures; in a meeting nobody is shown what they are made of. */
function Intensities({answer, lacks, className}: {answer: Answer | undefined; lacks: boolean; className: string}) {
  const {t} = useTexts();
  const {meeting} = useMeeting();
  if (!answer) return <><td className={className}>…</td><td className={className}>…</td></>;
  const values = {footprint_with: perTonne(answer.with_kgco2e_per_kg), footprint_without: perTonne(answer.without_kgco2e_per_kg)};
  const note = t('footprint.mixed', {share: `${percent(answer.share_ppm)} %`, rest: `${percent(WHOLE - answer.share_ppm)} %`});
  return (['footprint_with', 'footprint_without'] as const).map(figure => (
    <td key={figure} className={className}>{lacks && figure === 'footprint_with' ? <Lack /> : meeting ? values[figure] : <Figure figure={figure} value={values[figure]} note={figure === 'footprint_with' ? note : undefined} label="" />}</td>
  ));
}

/** Slider and number are twins: either moves the other. */
function ShareCell({row, wish, locked, step, label, acts}: Pick<LineProps, 'row' | 'wish' | 'locked' | 'step' | 'acts'> & {label: string}) {
  const {t} = useTexts();
  const grain = Math.max(step, 10_000);
  return (
    <span className={styles.share}>
      <input
        type="range" min={0} max={WHOLE} step={grain} value={wish.ppm} disabled={locked} aria-label={t('simulator.share_of', {product: label})}
        aria-valuetext={`${percent(wish.ppm)} % = ${tonnes(given(row, wish))} t`} onChange={event => acts.share(row, Number(event.target.value))}
      />
      <QtyField
        small hideLabel label={t('simulator.share_number', {product: label})} unit="%" max={100} disabled={locked} value={percentOf(wish.ppm)}
        onCommit={text => acts.share(row, ppmOf(text))}
      />
    </span>
  );
}

/** Drawn again only when something of this line changed: a slider that moves has 16 ms, however many lines there are. */
const Line = memo(function Line({row, wish, lacks, locked, place, answer, step, price, product, customer, acts}: LineProps) {
  const {t} = useTexts();
  const label = `${product} ${row.shipment}-${row.line}`;
  const mass = given(row, wish);
  const isCurrent = answer?.problem || answer?.share_ppm === shareOf(mass, row.mass) || answer?.share_ppm === wish.ppm;
  const figure = `n ${isCurrent ? '' : styles.stale}`;
  return (
    <tr>
      {place !== null && (
        <td><label className={styles.ticked}>
          <input type="checkbox" checked={place >= 0} disabled={locked} onChange={() => acts.tick(row)} aria-label={t('simulator.tick', {product: label})} />
          {place >= 0 && <span>{place + 1}</span>}
        </label></td>
      )}
      <th scope="row">
        {product}<br />
        <small className="muted">{customer !== null && `${customer} · `}{row.shipment}-{row.line}
          {row.requested !== null && ` · ${t('simulator.requested', {percent: percent(row.requested)})}`}</small>
      </th>
      <td className="n">{tonnes(row.mass)}</td>
      <td><label className={styles.ticked}>
        <input type="checkbox" checked={locked} onChange={() => acts.lock(row)} aria-label={t('simulator.lock_of', {product: label})} />
      </label></td>
      <td><ShareCell row={row} wish={wish} locked={locked} step={step} label={label} acts={acts} /></td>
      <td className="n">{tonnes(mass)}{answer?.problem && isCurrent && <><br /><small className={styles.problem}>✕ {answer.problem}</small></>}</td>
      <Intensities answer={answer} lacks={lacks} className={figure} />
      <td className={figure}>{!answer ? '…' : lacks ? '—' : savedTonnes(answer.saved_kgco2e)}</td>
      {price !== null && <><td className="n">{yen(yenOf(mass, price))}</td><td className="n">{yenPerKg(mass, row.mass, price)}</td></>}
    </tr>
  );
});

export const Lines = memo(function Lines({rows, scenario, change, have, simulation, step, partialShare, price}: Props) {
  const {t} = useTexts();
  const word = useWords(SIMULATOR_TEXTS);
  const {meeting} = useMeeting();
  const names = useNames();
  const ticking = scenario.pattern === 'concentrate';
  const answers = useMemo(() => new Map((simulation?.rows ?? []).map(row => [`${row.shipment}/${row.line}`, row])), [simulation]);
  const short = useMemo(() => (simulation ? lacking(simulation) : new Set<string>()), [simulation]);
  const places = useMemo(() => new Map(scenario.order.map((key, at) => [key, at])), [scenario.order]);
  const locked = useMemo(() => new Set(scenario.locked), [scenario.locked]);
  const acts = useMemo<Acts>(() => ({
    share: (row, ppm) => change(now => setShare(now, row, ppm, step)),
    lock: row => change(now => toggleLock(now, row)),
    tick: row => change(now => fillInOrder(toggleTick(now, row), rows, have, step, partialShare)),
  }), [change, rows, have, step, partialShare]);
  return (
    <div className={`${styles.lines} ${ticking ? styles.ticking : ''} ${price === null ? '' : styles.priced}`} role="region" aria-label={t('simulator.lines')} tabIndex={0}>
      <table className="table">
        <caption className="hidden">{t('simulator.lines')}</caption>
        <thead className={styles.names}>
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
            {price !== null && <><th scope="col" className="n">{word('yen')}</th><th scope="col" className="n">{word('yen_per_kg')}</th></>}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <Line
              key={row.key} row={row} wish={wishOf(scenario, row)} lacks={short.has(row.key)} locked={locked.has(row.key)} place={ticking ? places.get(row.key) ?? -1 : null}
              answer={answers.get(row.key)} step={step} price={price} product={names.product(row.product)} customer={meeting ? null : names.customer(row.customer)} acts={acts}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
});
