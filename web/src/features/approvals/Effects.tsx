// What a request would post: its commands in words, and on demand what they do to the balances (a dry run, which asks nobody).
import {useMutation} from '@tanstack/react-query';
import {fresh, post} from '../../api/client';
import type {Approval} from '../../api/offers';
import type {Balance, Command, Posted} from '../../api/types';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Mass} from '../../ui/Figure';
import {ProblemNote} from '../../ui/Problem';
import {useWord} from '../ledger/columns';
import {APPROVAL_TEXTS} from './texts';

const SHOWN = 20;

/** The fields of a command but its verb, as "name: value"; a list by its members. */
export function fieldsOf(command: Command): [string, string][] {
  return Object.entries(command).filter(([name, value]) => name !== 'do' && value !== null && value !== '').map(([name, value]) =>
    [name, Array.isArray(value) ? value.map(String).join(', ') : typeof value === 'object' ? JSON.stringify(value) : String(value)]);
}

const accountsOf = (balance: Balance) => balance.periods.flatMap(period => period.accounts);

function Balances(effects: {before: Balance; after: Balance}) {
  const word = useWords(APPROVAL_TEXTS);
  const before = accountsOf(effects.before);
  const changed = accountsOf(effects.after).filter(one => before.find(was => was.account === one.account)?.balance_kg !== one.balance_kg);
  if (!changed.length) return <p role="status">✓ {word('try_same')}</p>;
  return (
    <table className="table">
      <thead><tr><th scope="col">{word('account')}</th><th scope="col" className="n">{word('before')}</th><th scope="col" className="n">{word('after')}</th></tr></thead>
      <tbody>{changed.map(one => (
        <tr key={one.account}><th scope="row">{one.account}</th>
          <td className="n">{before.filter(was => was.account === one.account).map(was => <Mass key={was.account} kg={was.balance_kg} />)}</td>
          <td className="n"><Mass kg={one.balance_kg} /></td></tr>
      ))}</tbody>
    </table>
  );
}

/** Who neither asked nor decides may not post its commands, so not try them either. */
export function Effects({approval, mayTry}: {approval: Approval; mayTry: boolean}) {
  const {t} = useTexts();
  const word = useWords(APPROVAL_TEXTS);
  const nameOf = useWord();
  const commands = approval.effects.commands ?? [];
  const trial = useMutation({
    mutationFn: () => post<Posted>('/commands', {commands}, {query: {dry_run: true}, key: `try-${fresh()}`}),
  });
  const known = trial.data?.effects;
  return (
    <>
      <h3>{word('effects')} <span className="muted">({word('commands', {count: commands.length})})</span></h3>
      <ul>
        {commands.slice(0, SHOWN).map((command, at) => (
          <li key={at}><strong>{nameOf('command', command.do)}</strong>{' '}
            {fieldsOf(command).map(([name, value]) => <span key={name}><span className="muted">{name}</span> {value} </span>)}</li>
        ))}
      </ul>
      {commands.length > SHOWN && <p>{word('more_commands', {count: commands.length - SHOWN})}</p>}
      <ProblemNote error={trial.error} />
      {known ? <Balances {...known} /> : mayTry && commands.length > 0 && approval.state === 'open' && (
        <p><Button small isDisabled={trial.isPending} onPress={() => trial.mutate()}>{trial.isPending ? t('state.loading') : word('try')}</Button></p>
      )}
    </>
  );
}
