// A new person, with the password for the first time.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {type FormEvent, useState} from 'react';
import {fresh, post} from '../../api/client';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Dialog} from '../../ui/Dialog';
import {TextField} from '../../ui/Field';
import {ProblemNote} from '../../ui/Problem';
import {nobody, sent} from './person';
import {PersonFields} from './PersonFields';
import {ADMIN_TEXTS} from './texts';

export function AddPerson({onClose}: {onClose: () => void}) {
  const {t} = useTexts();
  const word = useWords(ADMIN_TEXTS);
  const queries = useQueryClient();
  const [filled, setFilled] = useState(nobody);
  const [key] = useState(fresh);
  const adding = useMutation({
    mutationFn: ({login, password}: {login: string; password: string}) => post('/people', {...sent(filled), login, password}, {key}),
    onSuccess: () => queries.invalidateQueries({queryKey: ['people']}).then(onClose),
  });
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    adding.mutate({login: String(form.get('login')).trim(), password: String(form.get('password'))});
  }
  return (
    <Dialog open onClose={onClose} title={word('add')}>
      <ProblemNote error={adding.error} />
      <form className="stack" onSubmit={send}>
        <TextField name="login" label={t('login.login')} required autoCapitalize="none" autoComplete="off" spellCheck={false} />
        <PersonFields filled={filled} set={setFilled} />
        <TextField name="password" type="password" label={word('first_password')} help={t('setup.password_help', {count: 12})} minLength={12} required autoComplete="new-password" />
        <Button type="submit" look="primary" isDisabled={!filled.roles.length || adding.isPending}>{word('add')}</Button>
      </form>
    </Dialog>
  );
}
