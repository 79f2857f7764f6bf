// Who is signed in, as the office keeps it; another person changes it.
import {usePerson} from '../../app/selection';
import {useTexts} from '../../i18n';
import {instantText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Card} from '../../ui/Page';
import {SECURITY_TEXTS} from './texts';

export function Who() {
  const {t, language} = useTexts();
  const word = useWords(SECURITY_TEXTS);
  const person = usePerson();
  const facts: [string, string][] = [
    [word('login'), person.login],
    [word('name'), person.name],
    [word('roles'), person.roles.map(role => t(`role.${role}`)).join(' ')],
    [word('email'), person.email ?? '—'],
    [word('last'), person.last_sign_in_at ? instantText(person.last_sign_in_at, language) : '—'],
  ];
  return (
    <Card title={word('who')}>
      <table className="table"><tbody>{facts.map(([name, value]) => <tr key={name}><th scope="row">{name}</th><td>{value}</td></tr>)}</tbody></table>
      <p className="muted">{word('who_lead')}</p>
    </Card>
  );
}
