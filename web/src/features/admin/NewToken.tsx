// A new API token: what it may do, how long it lasts; then its secret, once.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {type FormEvent, useState} from 'react';
import {fresh, post} from '../../api/client';
import type {Token} from '../../api/types';
import {useRights} from '../../app/selection';
import {useTexts} from '../../i18n';
import {instantText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Copy} from '../../ui/Copy';
import {Dialog} from '../../ui/Dialog';
import {DateField} from '../../ui/DateField';
import {Choice, TextField, Tick} from '../../ui/Field';
import {ProblemNote} from '../../ui/Problem';
import {ADMIN_TEXTS} from './texts';
import {expiry, LASTS, type Lasts, opens, type Scope, SCOPES} from './tokens';

function Made({token, secret}: {token: Token; secret: string}) {
  const {language} = useTexts();
  const word = useWords(ADMIN_TEXTS);
  return (
    <>
      <p role="status">{word('token_once')} <code>{secret}</code> <Copy text={secret} label={word('copy')} /></p>
      <p>{word('expires')}: {instantText(token.expires_at, language)}</p>
    </>
  );
}

function Scopes({scopes, set}: {scopes: Scope[]; set: (scopes: Scope[]) => void}) {
  const word = useWords(ADMIN_TEXTS);
  const rights = useRights();
  return (
    <fieldset>
      <legend>{word('scopes')}</legend>
      {SCOPES.map(scope => (
        <div key={scope}>
          <Tick label={<>{word(`scope.${scope}`)} <code>{scope}</code>{!opens(scope, rights) && <span className="muted"> {word('beyond')}</span>}</>} value={scope} disabled={!opens(scope, rights)}
            checked={scopes.includes(scope)} onChange={event => set(SCOPES.filter(one => (one === scope ? event.target.checked : scopes.includes(one))))} />
        </div>
      ))}
    </fieldset>
  );
}

export function NewToken({onClose}: {onClose: () => void}) {
  const word = useWords(ADMIN_TEXTS);
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<Scope[]>(['read']);
  const [lasts, setLasts] = useState<Lasts>('90');
  const [day, setDay] = useState('');
  const making = useMutation({
    mutationFn: () => post<Token>('/tokens', {name: name.trim(), scopes, expires_at: expiry(lasts, day, Date.now())}, {key: fresh()}),
    onSuccess: () => queries.invalidateQueries({queryKey: ['tokens']}),
  });
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    making.mutate();
  }
  return (
    <Dialog open onClose={onClose} title={word('tokens')}>
      <ProblemNote error={making.error} />
      {making.data?.secret ? <Made token={making.data} secret={making.data.secret} /> : (
        <form className="stack" onSubmit={send}>
          <p>{word('token_lead')}</p>
          <TextField name="name" label={word('name')} required autoComplete="off" value={name} onChange={event => setName(event.target.value)} />
          <Scopes scopes={scopes} set={setScopes} />
          <Choice name="lasts" label={word('expires')} value={lasts} onChange={event => setLasts(event.target.value as Lasts)}>
            {LASTS.map(one => <option key={one} value={one}>{word(`lasts.${one}`)}</option>)}
          </Choice>
          {lasts === 'day' && <DateField name="day" label={word('last_day')} required value={day} onChange={setDay} />}
          <Button type="submit" look="primary" isDisabled={!name.trim() || !scopes.length || (lasts === 'day' && !day) || making.isPending}>{word('token_make')}</Button>
        </form>
      )}
    </Dialog>
  );
}
