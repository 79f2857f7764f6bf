// A screen that is not there yet says so, and says what can be done until then.
import {useLocation} from 'wouter';
import {type Key, useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Badge, Empty, Page} from '../../ui/Page';
import {LATER_TEXTS} from './texts';

export default function Later() {
  const {t} = useTexts();
  const word = useWords(LATER_TEXTS);
  const place = useLocation()[0].slice(1) as 'closing' | 'correction' | 'verification';
  return (
    <Page title={t(`place.${place}` as Key)} actions={<Badge tone="plain">{word('later')}</Badge>}>
      <Empty>{word(place)}</Empty>
    </Page>
  );
}
