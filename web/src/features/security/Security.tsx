import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Page} from '../../ui/Page';
import {Passkeys} from './Passkeys';
import {SECURITY_TEXTS} from './texts';
import {Totp} from './Totp';

export default function Security() {
  const {t} = useTexts();
  const word = useWords(SECURITY_TEXTS);
  return (
    <Page title={t('place.security')} lead={word('lead')}>
      <div className="grid"><Totp /><Passkeys /></div>
    </Page>
  );
}
