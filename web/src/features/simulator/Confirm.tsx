// 確認: the same commands as a dry run, what they do to the balance, then 確定 with one idempotency key. What is posted was fixed
// when this opened: behind it the lines that got something go away.
import {useMutation, useQuery, useQueryClient} from '@tanstack/react-query';
import {useState} from 'react';
import {fresh, get, post, Problem} from '../../api/client';
import {type Asked, isAsked, type Reservation} from '../../api/offers';
import {forgetFigures, openLines} from '../../api/queries';
import type {Balance, BalanceAccount, Overview, Posted, Shipment} from '../../api/types';
import {useSelection} from '../../app/selection';
import {type Grams, tonnes} from '../../arithmetic/mass';
import {useTexts} from '../../i18n';
import {Button} from '../../ui/Button';
import {ConfirmButton} from '../../ui/ConfirmButton';
import {Dialog} from '../../ui/Dialog';
import {Mass} from '../../ui/Figure';
import {Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {AskedNote} from '../approvals/AskedNote';
import {freeOf} from '../offers/offer';
import {allocatedIn, commandsOf, type Row, rowsOf, type Scenario, wholeByMass} from './plan';

type Props = {scenario: Scenario; rows: Row[]; reservation: Reservation | null; onClose: () => void; onRefit: (left: Grams, free: Row[]) => void};

/** The accounts of the period that is allocated from. */
const accountsOf = (balance: Balance, site: string, period: string): BalanceAccount[] =>
  balance.periods.find(one => one.site === site && one.period === period)?.accounts ?? [];

/** All that is posted and said of it. */
function fixed({scenario, rows, reservation}: Props, byMass: boolean, today: string, end: string) {
  const key = fresh();
  const latest = rows.reduce((day, row) => (row.date > day ? row.date : day), today);
  const date = end <= today ? end : latest;
  return {
    key, date, commands: commandsOf(scenario, rows, byMass, date, key.slice(0, 6)), mass: tonnes(allocatedIn(scenario, rows)),
    query: {reservation: reservation?.reservation},
  };
}

export function Confirm(props: Props) {
  const {t} = useTexts();
  const {book, site, period} = useSelection();
  const queries = useQueryClient();
  const {rows, reservation, onClose, onRefit} = props;
  const [{key, date, commands, mass, query}] = useState(() => fixed(props, wholeByMass(book.rulebook), book.today, period.to));
  const posting = useMutation({
    mutationFn: () => post<Posted | Asked>('/commands', {commands}, {key, query}),
    onSuccess: () => forgetFigures(queries),
  });
  const trial = useQuery({ // Not again once it is posted: its names are taken then.
    queryKey: ['dry-run', key], gcTime: 0, retry: false, enabled: posting.isIdle,
    queryFn: () => post<Posted>('/commands', {commands}, {query: {dry_run: true, ...query}, key: `${key}-try`}),
  });
  const refused = posting.error ?? trial.error;
  const effects = trial.data?.effects;
  const before = effects ? accountsOf(effects.before, site.site, period.from) : [];
  const after = effects ? accountsOf(effects.after, site.site, period.from) : [];
  const tooMuch = refused instanceof Problem && ['balance.insufficient', 'reservation.held'].includes(refused.code);

  async function refit() {
    const now = await get<Overview>('/overview', {site: site.site, period: period.from});
    await forgetFigures(queries);
    const lines = queries.getQueryData<Shipment[]>(['shipments', 'all', openLines(site.site, period.from)]) ?? [];
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
          {!tooMuch && <ConfirmButton isDisabled={!trial.data || posting.isPending} onPress={() => posting.mutate()}>{t('confirm.post')}</ConfirmButton>}
        </>
      )}>
      <ProblemNote error={refused} />
      {trial.isPending && <Waiting />}
      {!posting.data && <p>{t('confirm.counts', {count: commands.length, mass, date})}</p>}
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
      {posting.data && (isAsked(posting.data) ? <AskedNote asked={posting.data} /> : <p role="status">✓ {t('confirm.posted', {count: commands.length, mass})}</p>)}
    </Dialog>
  );
}
