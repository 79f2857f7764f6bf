// 変更…: what a person is and may, whether they may come in, and a new password for who has lost theirs.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {type FormEvent, useState} from 'react';
import {call, post} from '../../api/client';
import type {Person} from '../../api/types';
import {usePerson} from '../../app/selection';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Copy} from '../../ui/Copy';
import {Dialog} from '../../ui/Dialog';
import {Tick} from '../../ui/Field';
import {ProblemNote} from '../../ui/Problem';
import {filledFrom, passwordFrom, sent} from './person';
import {PersonFields} from './PersonFields';
import {ADMIN_TEXTS} from './texts';

const pathOf = (login: string) => `/people/${encodeURIComponent(login)}`;

/** Made here, so that nobody thinks one up; it is said once and kept nowhere. */
function NewPassword({login}: {login: string}) {
  const word = useWords(ADMIN_TEXTS);
  const making = useMutation({
    mutationFn: async () => {
      const password = passwordFrom(crypto.getRandomValues(new Uint8Array(20)));
      await post(`${pathOf(login)}/password`, {password});
      return password;
    },
  });
  return (
    <>
      <h3>{word('password')}</h3>
      <ProblemNote error={making.error} />
      {making.data
        ? <p role="status">{word('password_once')} <code>{making.data}</code> <Copy text={making.data} label={word('copy')} /></p>
        : <><p>{word('password_lead')}</p><p><Button isDisabled={making.isPending} onPress={() => making.mutate()}>{word('password_make')}</Button></p></>}
    </>
  );
}

export function ChangePerson({person, onClose}: {person: Person; onClose: (saved: boolean) => void}) {
  const word = useWords(ADMIN_TEXTS);
  const queries = useQueryClient();
  const isOwn = usePerson().login === person.login;
  const [filled, setFilled] = useState(() => filledFrom(person));
  const [active, setActive] = useState(person.active);
  const saving = useMutation({
    mutationFn: () => call<Person>('PATCH', pathOf(person.login), {json: {...sent(filled), active}}),
    onSuccess: () => Promise.all([queries.invalidateQueries({queryKey: ['people']}), isOwn && queries.invalidateQueries({queryKey: ['session']})]).then(() => onClose(true)),
  });
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    saving.mutate();
  }
  return (
    <Dialog open onClose={() => onClose(false)} title={word('change_title', {login: person.login})}>
      <ProblemNote error={saving.error} />
      <form className="stack" onSubmit={send}>
        <PersonFields filled={filled} set={setFilled} />
        <div>
          <Tick label={word('may_enter')} aria-describedby="may-enter-help" name="active" checked={active} onChange={event => setActive(event.target.checked)} />
          <div id="may-enter-help" className="muted">{word('may_enter_help')}</div>
        </div>
        <Button type="submit" look="primary" isDisabled={!filled.roles.length || saving.isPending}>{word('save')}</Button>
      </form>
      {!isOwn && <NewPassword login={person.login} />}
    </Dialog>
  );
}
