// What is asked about every person, new or known: the name, the roles with what each may do, and the language.
import type {Person} from '../../api/types';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Choice, TextField, Tick} from '../../ui/Field';
import {type Filled, ROLES, withRole} from './person';
import {ADMIN_TEXTS} from './texts';

export function PersonFields({filled, set}: {filled: Filled; set: (filled: Filled) => void}) {
  const {t} = useTexts();
  const word = useWords(ADMIN_TEXTS);
  const {name, roles, customer, language, email} = filled;
  return (
    <>
      <TextField name="name" label={t('setup.name')} required autoComplete="off" value={name} onChange={event => set({...filled, name: event.target.value})} />
      <TextField name="email" type="email" label={word('email')} autoComplete="off" value={email} onChange={event => set({...filled, email: event.target.value})} />
      <fieldset>
        <legend>{word('roles')}</legend>
        {ROLES.map(role => (
          <div key={role}>
            <Tick label={<><b>{t(`role.${role}`)}</b> {word(`may.${role}`)}</>} value={role} checked={roles.includes(role)}
              onChange={event => set({...filled, roles: withRole(roles, role, event.target.checked)})} />
          </div>
        ))}
      </fieldset>
      {roles.includes('customer') && <TextField name="customer" label={word('customer')} required value={customer} onChange={event => set({...filled, customer: event.target.value})} />}
      <Choice name="language" label={t('masters.language')} value={language} onChange={event => set({...filled, language: event.target.value as Person['language']})}>
        <option value="ja">日本語</option><option value="en">English</option>
      </Choice>
    </>
  );
}
