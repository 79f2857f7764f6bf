// One's own password: the old one and a new one, twice. The server ends every other session.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {type FormEvent, useState} from 'react';
import {post} from '../../api/client';
import {usePerson} from '../../app/selection';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {TextField} from '../../ui/Field';
import {Card} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {SECURITY_TEXTS} from './texts';

const EMPTY = {old: '', next: '', again: ''};

export function Password() {
  const word = useWords(SECURITY_TEXTS);
  const queries = useQueryClient();
  const person = usePerson();
  const [typed, setTyped] = useState(EMPTY);
  const changing = useMutation({
    mutationFn: () => post(`/people/${encodeURIComponent(person.login)}/password`, {old_password: typed.old, password: typed.next}),
    onSuccess: () => (setTyped(EMPTY), queries.invalidateQueries({queryKey: ['session']})),
  });
  const differ = typed.again !== '' && typed.again !== typed.next;
  const ready = typed.old !== '' && typed.next !== '' && typed.again === typed.next && !changing.isPending;
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (ready) changing.mutate();
  }
  const field = (name: keyof typeof EMPTY, label: string, more: {help?: string; fault?: string; autoComplete: string}) => (
    <TextField type="password" name={name} label={label} required value={typed[name]} onChange={event => setTyped({...typed, [name]: event.target.value})} {...more} />
  );
  return (
    <Card title={word('password')}>
      {!person.has_password ? <p>{word('password_none')}</p> : (
        <form className="stack" onSubmit={send}>
          <p>{word('password_lead')}</p>
          <ProblemNote error={changing.error} />
          {field('old', word('password_old'), {autoComplete: 'current-password'})}
          {field('next', word('password_new'), {autoComplete: 'new-password', help: word('password_help')})}
          {field('again', word('password_again'), {autoComplete: 'new-password', ...(differ && {fault: word('password_differ')})})}
          <div className="row"><Button type="submit" isDisabled={!ready}>{word('password_change')}</Button></div>
          {changing.isSuccess && <p role="status">✓ {word('password_changed')}</p>}
        </form>
      )}
    </Card>
  );
}
