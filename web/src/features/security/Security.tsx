// 自分のアカウント, for every role: who one is, the ways to sign in, the dates of closes, and one's own API tokens.
import {usePerson, useRights} from '../../app/selection';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Page} from '../../ui/Page';
import {Tokens} from '../admin/Tokens';
import {Calendar} from './Calendar';
import {Passkeys} from './Passkeys';
import {Password} from './Password';
import {SECURITY_TEXTS} from './texts';
import {Totp} from './Totp';
import {Who} from './Who';

export default function Security() {
  const {t} = useTexts();
  const word = useWords(SECURITY_TEXTS);
  const {login} = usePerson();
  const rights = useRights();
  return (
    <Page title={t('place.security')} lead={word('lead')}>
      <div className="grid"><Who /><Password /><Totp /><Passkeys />{rights.includes('see_balance') && <Calendar />}</div>
      {rights.includes('make_tokens') && <Tokens owner={login} />}
    </Page>
  );
}
