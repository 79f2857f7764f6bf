// Beside the lines: what a budget buys, the three scenarios next to each other, and the sentence that the paper will carry.
import {useState} from 'react';
import {type Grams, percent, tonnes} from '../../arithmetic/mass';
import {largestCommonShare, shareOf, sum} from '../../arithmetic/share';
import {useTexts} from '../../i18n';
import {Button} from '../../ui/Button';
import {Badge, Card} from '../../ui/Page';
import {QtyField} from '../../ui/QtyField';
import {scaled} from '../../ui/quantity';
import {allocatedIn, type Board, even, givenTo, type Row, type Scenario} from './plan';

export function Budget({have, rows, scenario, change, step}: {
  have: Grams; rows: Row[]; scenario: Scenario; change: (next: Scenario) => void; step: number;
}) {
  const {t} = useTexts();
  const [budget, setBudget] = useState('3000000');
  const [price, setPrice] = useState('60000');
  const perTonne = scaled(price || '0', 0);
  const mass = perTonne > 0n ? (scaled(budget || '0', 0) * 1_000_000n) / perTonne : 0n;
  const within = mass < have ? mass : have;
  const ppm = largestCommonShare(rows.map(row => row.mass), within, step);
  return (
    <Card title={t('budget.title')}>
      <div className="row">
        <QtyField label={t('budget.budget')} unit="yen" value={budget} onCommit={setBudget} />
        <QtyField label={t('budget.price')} unit="yen" value={price} onCommit={setPrice} />
      </div>
      <p>{t('budget.buys', {mass: tonnes(mass), percent: percent(ppm)})}{mass > have && <> ▲ {t('budget.more_than_have', {have: tonnes(have)})}</>}</p>
      <Button small isDisabled={within <= 0n} onPress={() => change(even({...scenario, locked: []}, rows, have, step, ppm))}>{t('budget.apply', {percent: percent(ppm)})}</Button>
    </Card>
  );
}

export function Compare({board, rows, have}: {board: Board; rows: Row[]; have: Grams}) {
  const {t} = useTexts();
  return (
    <Card title={t('simulator.compare')}>
      <div className="scroll" tabIndex={0} role="region" aria-label={t('simulator.compare')}>
        <table className="table">
          <thead><tr><th scope="col">{t('simulator.scenarios')}</th><th scope="col" className="n">{t('figure.allocated_plan')}</th>
            <th scope="col" className="n">{t('figure.balance')}</th><th scope="col" className="n">{t('simulator.products')}</th></tr></thead>
          <tbody>
            {board.scenarios.map((scenario, at) => {
              const allocated = allocatedIn(scenario, rows);
              const left = have - allocated;
              return (
                <tr key={at} aria-current={board.at === at ? 'true' : undefined}>
                  <th scope="row">{board.at === at ? '● ' : ''}{scenario.name}</th>
                  <td className="n">{tonnes(allocated)}</td>
                  <td className="n">{left < 0n ? `▲ ${tonnes(left)}` : tonnes(left)}</td>
                  <td className="n">{rows.filter(row => givenTo(scenario, row) > 0n).length} / {rows.length}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

/** The sentence C1 of the catalogue over the lines that get something; a sample, never a certificate. */
export function Sample({rows, scenario}: {rows: Row[]; scenario: Scenario}) {
  const {t} = useTexts();
  const covered = rows.filter(row => givenTo(scenario, row) > 0n);
  const mass = sum(covered.map(row => row.mass));
  const given = allocatedIn(scenario, covered);
  return (
    <Card title={<>{t('simulator.sample')} <Badge tone="plain">{t('simulator.sample_mark')}</Badge></>}>
      {covered.length ? (
        <>
          <p>{t('claim.c1', {mass: tonnes(mass), allocated: tonnes(given), percent: percent(shareOf(given, mass))})}</p>
          <p><small>{t('claim.c6')}</small></p>
        </>
      ) : <p className="muted">{t('simulator.sample_none')}</p>}
    </Card>
  );
}
