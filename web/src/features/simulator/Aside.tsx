// Beside the lines: what a budget buys, what a CO2 target takes, and the three scenarios next to each other. It is drawn after the
// lines, for the plan as it was a moment ago: only `change` knows the plan of now.
import {useState} from 'react';
import {type Grams, percent, tonnes} from '../../arithmetic/mass';
import type {Overview} from '../../api/types';
import {massForSaving, smallestCommonShare, sum} from '../../arithmetic/share';
import {yen, yenOf, yenPerKg} from '../../arithmetic/yen';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {savedTonnes} from '../../ui/emissions';
import {Card} from '../../ui/Page';
import {QtyField} from '../../ui/QtyField';
import {gramsOfTonnes, percentOf, scaled, tonnesOf} from '../../ui/quantity';
import {allocatedIn, type Board, type Change, even, fits, givenTo, type Row, type Scenario, unlocked} from './plan';
import {SIMULATOR_TEXTS} from './texts';

type Props = {have: Grams; rows: Row[]; scenario: Scenario; change: Change; step: number};

function MoreThanHave({mass, have}: {mass: Grams; have: Grams}) {
  const {t} = useTexts();
  return mass > have && <> ▲ {t('budget.more_than_have', {have: tonnes(have)})}</>;
}

export function Budget({have, rows, scenario, change, step, price, setPrice}: Props & {price: bigint; setPrice: (next: bigint) => void}) {
  const {t} = useTexts();
  const [budget, setBudget] = useState('3000000');
  const mass = price > 0n ? (BigInt(budget) * 1_000_000n) / price : 0n;
  const within = mass < have ? mass : have;
  const ppm = fits(scenario, rows, within, step);
  return (
    <Card title={t('budget.title')}>
      <div className="row">
        <QtyField label={t('budget.budget')} unit="yen" value={budget} onCommit={text => setBudget(String(scaled(text, 0)))} />
        <QtyField label={t('budget.price')} unit="yen" value={String(price)} onCommit={text => setPrice(scaled(text, 0))} />
      </div>
      <p>{t('budget.buys', {mass: tonnes(mass), percent: percent(ppm)})}<MoreThanHave mass={mass} have={have} /></p>
      <Button small isDisabled={within <= 0n} onPress={() => change(now => even(now, rows, ppm, step))}>{t('budget.apply', {percent: percent(ppm)})}</Button>
    </Card>
  );
}

/** How much a saving takes, by the difference that the period's factors make for each tonne. */
export function Target({footprint, have, rows, scenario, change, step}: Props & {footprint: Overview['footprint']}) {
  const {t} = useTexts();
  const word = useWords(SIMULATOR_TEXTS);
  const [target, setTarget] = useState('500');
  if (!footprint) return <Card title={word('co2')}><p className="muted">{t('overview.footprint_none')}</p></Card>;
  const each = scaled(footprint.without_kgco2e_per_kg, 6) - scaled(footprint.with_kgco2e_per_kg, 6);
  if (each <= 0n) return <Card title={word('co2')}><p className="muted">{word('co2_none')}</p></Card>;
  const mass = massForSaving(scaled(target, 6), each);
  const {free, left} = unlocked(scenario, rows, mass);
  const ppm = smallestCommonShare(free.map(row => row.mass), left, step);
  return (
    <Card title={word('co2')}>
      <QtyField label={word('co2_target')} unit="t" value={target} onCommit={text => setTarget(tonnesOf(gramsOfTonnes(text)))} />
      <p>{word('co2_needs', {mass: tonnes(mass, 'up'), saved: savedTonnes(String(each / 1000n))})}{' '}
        {ppm === null ? <>▲ {word('co2_more')}</> : word('co2_even', {percent: percentOf(ppm)})}<MoreThanHave mass={mass} have={have} /></p>
      {ppm !== null && <Button small onPress={() => change(now => even(now, rows, ppm, step))}>{t('budget.apply', {percent: percentOf(ppm)})}</Button>}
    </Card>
  );
}

/** `price` as for the lines; the yen of a plan are the sum of what its lines show. */
export function Compare({board, names, rows, have, price}: {board: Board; names: string[]; rows: Row[]; have: Grams; price: bigint | null}) {
  const {t} = useTexts();
  const word = useWords(SIMULATOR_TEXTS);
  const goods = sum(rows.map(row => row.mass));
  return (
    <Card title={t('simulator.compare')}>
      <div className="scroll" tabIndex={0} role="region" aria-label={t('simulator.compare')}>
        <table className="table">
          <thead><tr><th scope="col">{t('simulator.scenarios')}</th><th scope="col" className="n">{t('figure.allocated_plan')}</th>
            <th scope="col" className="n">{t('figure.balance')}</th><th scope="col" className="n">{t('simulator.products')}</th>
            {price !== null && <><th scope="col" className="n">{word('yen')}</th><th scope="col" className="n">{word('yen_per_kg')}</th></>}</tr></thead>
          <tbody>
            {board.scenarios.map((scenario, at) => {
              const allocated = allocatedIn(scenario, rows);
              const left = have - allocated;
              return (
                <tr key={at} aria-current={board.at === at ? 'true' : undefined}>
                  <th scope="row">{board.at === at ? '● ' : ''}{names[at]}</th>
                  <td className="n">{tonnes(allocated)}</td>
                  <td className="n">{left < 0n ? `▲ ${tonnes(left)}` : tonnes(left)}</td>
                  <td className="n">{rows.filter(row => givenTo(scenario, row) > 0n).length} / {rows.length}</td>
                  {price !== null && (
                    <>
                      <td className="n">{yen(rows.reduce((all, row) => all + yenOf(givenTo(scenario, row), price), 0n))}</td>
                      <td className="n">{yenPerKg(allocated, goods, price)}</td>
                    </>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
