// 確認: the same commands as a dry run, what they do to the balance, then 確定 with one idempotency key.
import {useMutation, useQuery, useQueryClient} from '@tanstack/react-query';
import {useState} from 'react';
import {fresh, get, post, Problem} from '../../api/client';
import {type Asked, isAsked, type Reservation} from '../../api/offers';
import {forgetFigures} from '../../api/queries';
import type {Balance, BalanceAccount, Overview, Posted, Shipment} from '../../api/types';
import {useSelection} from '../../app/selection';
import {type Grams, tonnes} from '../../arithmetic/mass';
import {useTexts} from '../../i18n';
import {Button} from '../../ui/Button';
import {Dialog} from '../../ui/Dialog';
import {Mass} from '../../ui/Figure';
import {Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {AskedNote} from '../approvals/AskedNote';
import {freeOf} from '../offers/offer';
import {allocatedIn, commandsOf, type Row, rowsOf, type Scenario} from './plan';

type Props = {scenario: Scenario; rows: Row[]; reservation: Reservation | null; onClose: () => void; onRefit: (left: Grams, free: Row[]) => void};

/** The accounts of the period that is allocated from. */
const accountsOf = (balance: Balance, site: string, period: string): BalanceAccount[] =>
  balance.periods.find(one => one.site === site && one.period === period)?.accounts ?? [];

export function Confirm({scenario, rows, reservation, onClose, onRefit}: Props) {
  const {t} = useTexts();
  const {book, site, period} = useSelection();
  const queries = useQueryClient();
  const [key] = useState(fresh);
  const latest = rows.reduce((day, row) => (row.date > day ? row.date : day), book.today);
  const date = period.to <= book.today ? period.to : latest;
  const commands = commandsOf(scenario, rows, date, key.slice(0, 6));
  const posting = useMutation({
    mutationFn: () => post<Posted | Asked>('/commands', {commands}, {key, query: {reservation: reservation?.reservation}}),
    onSuccess: () => forgetFigures(queries),
  });
  const trial = useQuery({ // Not again once it is posted: its names are taken then.
    queryKey: ['dry-run', key], gcTime: 0, retry: false, enabled: posting.isIdle,
    queryFn: () => post<Posted>('/commands', {commands}, {query: {dry_run: true, reservation: reservation?.reservation}, key: `${key}-try`}),
  });
  const refused = posting.error ?? trial.error;
  const effects = trial.data?.effects;
  const before = effects ? accountsOf(effects.before, site.site, period.from) : [];
  const after = effects ? accountsOf(effects.after, site.site, period.from) : [];
  const tooMuch = refused instanceof Problem && ['balance.insufficient', 'reservation.held'].includes(refused.code);

  async function refit() {
    const now = await get<Overview>('/overview', {site: site.site, period: period.from});
    await forgetFigures(queries);
    const lines = queries.getQueryData<Shipment[]>(['shipments', 'all', {site: site.site, period: period.from}]) ?? [];
    const free = new Set(rowsOf(lines).map(row => row.key)); // Without what somebody else has allocated to meanwhile.
    onRefit(freeOf(now.balance, reservation), rows.filter(row => free.has(row.key)));
    onClose();
  }

  return (
    <Dialog open onClose={onClose} title={t(posting.isSuccess ? 'confirm.done' : 'confirm.title')} buttons={posting.isSuccess
      ? <Button look="primary" onPress={onClose}>{t('do.close')}</Button>
      : (
        <>
          <Button onPress={onClose}>{t('do.cancel')}</Button>
          {tooMuch && <Button look="primary" onPress={() => void refit()}>{t('confirm.refit')}</Button>}
          {!tooMuch && <Button look="primary" isDisabled={!trial.data || posting.isPending} onPress={() => posting.mutate()}>{t('confirm.post')}</Button>}
        </>
      )}>
      <ProblemNote error={refused} />
      {trial.isPending && <Waiting />}
      <p>{t('confirm.counts', {count: commands.length, mass: tonnes(allocatedIn(scenario, rows)), date})}</p>
      {effects && (
        <table className="table">
          <thead><tr><th scope="col">{t('list.account')}</th><th scope="col" className="n">{t('confirm.before')}</th><th scope="col" className="n">{t('confirm.after')}</th></tr></thead>
          <tbody>{after.map(account => (
            <tr key={account.account}><th scope="row">{account.account}</th>
              <td className="n">{before.filter(one => one.account === account.account).map(one => <Mass key="m" kg={one.balance_kg} />)}</td>
              <td className="n"><Mass kg={account.balance_kg} /></td></tr>
          ))}</tbody>
        </table>
      )}
      {posting.data && (isAsked(posting.data) ? <AskedNote asked={posting.data} /> : <p role="status">✓ {t('confirm.posted', {count: posting.data.results.length})}</p>)}
    </Dialog>
  );
}
