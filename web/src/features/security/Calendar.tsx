// The dates on which periods end, for the calendar that one uses anyway.
import {address} from '../../api/client';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Card} from '../../ui/Page';
import {SECURITY_TEXTS} from './texts';

export function Calendar() {
  const {language} = useTexts();
  const word = useWords(SECURITY_TEXTS);
  return (
    <Card title={word('calendar')}>
      <p>{word('calendar_lead')}</p>
      <p><a href={address('/calendar.ics', {lang: language})} download="tenbin.ics">{word('calendar_save')}</a></p>
      <p className="muted">{word('calendar_token')}</p>
    </Card>
  );
}
