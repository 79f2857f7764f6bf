// 調達計画: the open periods, what each lacks, and the first that falls short.
import {useQueries} from '@tanstack/react-query';
import {useLocation} from 'wouter';
import {type Reservation, useItems} from '../../api/offers';
import {allRows, openLines, useBalance} from '../../api/queries';
import {opensTo} from '../../app/places';
import {useRights, useRoles, useSelection} from '../../app/selection';
import {tonnes} from '../../arithmetic/mass';
import {useTexts} from '../../i18n';
import {periodText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Badge, Card, Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {firstShort, type Month, monthOf} from './forecast';
import {PROCUREMENT_TEXTS} from './texts';

const SHOWN = 12;

/** Shipments are asked for one period at a time; who may not see them sees what is left and held. */
function useMonths(): {months: Month[] | null; error: unknown} {
  const {book, site} = useSelection();
  const rights = useRights();
  const balance = useBalance(site.site);
  const reserves = rights.includes('reserve');
  const held = useItems<Reservation>('/reservations', {site: site.site, state: 'open'}, reserves);
  const open = (balance.data?.periods ?? []).filter(one => one.status === 'open' && one.site === site.site).slice(0, SHOWN);
  const sees = rights.includes('see_shipments');
  const shipments = useQueries({
    queries: open.map(one => ({
      queryKey: ['shipments', 'all', openLines(site.site, one.period)], enabled: sees,
      queryFn: ({signal}: {signal: AbortSignal}) => allRows('shipments', openLines(site.site, one.period), signal),
    })),
  });
  const error = balance.error ?? held.error ?? shipments.find(one => one.error)?.error;
  if (!balance.data || (reserves && !held.data) || (sees && shipments.some(one => !one.data))) return {months: null, error};
  return {months: open.map((one, at) => monthOf(one, shipments[at]?.data ?? [], held.data ?? [], book.rulebook)), error};
}

function Table({months}: {months: Month[]}) {
  const {language} = useTexts();
  const word = useWords(PROCUREMENT_TEXTS);
  const {site, choose} = useSelection();
  const [, go] = useLocation();
  const tries = opensTo(useRoles(), '/allocate');
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={word('table')}>
      <table className="table">
        <caption className="hidden">{word('table')}</caption>
        <thead><tr><th scope="col">{word('period')}</th>{(['balance', 'held', 'requested', 'after', 'needed'] as const).map(name => <th key={name} scope="col" className="n">{word(name)}</th>)}{tries && <th scope="col"><span className="hidden">{word('try')}</span></th>}</tr></thead>
        <tbody>{months.map(month => {
          const name = periodText(month.period, month.to, language);
          return (
            <tr key={month.period}>
              <th scope="row">{name}</th>
              <td className="n">{tonnes(month.balance)}</td><td className="n">{tonnes(month.held)}</td><td className="n">{tonnes(month.requested)}</td>
              <td className="n">{month.after < 0n && '▲ '}{tonnes(month.after)} <Badge tone={month.after < 0n ? 'bad' : 'good'}>{word(month.after < 0n ? 'short' : 'ok')}</Badge></td>
              <td className="n">{month.needed ? tonnes(month.needed, 'up') : '—'}</td>
              {tries && <td><Button small onPress={() => {
                choose(site.site, month.period);
                go('/allocate');
              }}>{word('try')}<span className="hidden"> {name}</span></Button></td>}
            </tr>
          );
        })}</tbody>
      </table>
    </div>
  );
}

export function Forecast() {
  const {language} = useTexts();
  const word = useWords(PROCUREMENT_TEXTS);
  const {months, error} = useMonths();
  const short = months && firstShort(months);
  return (
    <Card title={word('title')} tone={short ? 'warning' : 'plain'}>
      <ProblemNote error={error} />
      {!months && !error && <Waiting />}
      {months && !months.length && <p>{word('none')}</p>}
      {short && (
        <p><strong>▲ {word('first', {period: periodText(short.period, short.to, language), short: tonnes(-short.after, 'up')})}</strong>{' '}
          {!!short.needed && word('order', {needed: tonnes(short.needed, 'up')})}</p>
      )}
      {months && months.length > 0 && !short && <p>✓ {word('enough')}</p>}
      {months && months.length > 0 && <Table months={months} />}
      <p className="muted">{word('lead')}</p>
    </Card>
  );
}
