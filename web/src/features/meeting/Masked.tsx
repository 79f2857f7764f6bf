// What every other screen is in a meeting, however one came there.
import {Link} from 'wouter';
import {useWords} from '../../i18n/feature';
import {Empty, Page} from '../../ui/Page';
import {MEETING_TEXTS} from './texts';

export default function Masked() {
  const word = useWords(MEETING_TEXTS);
  return <Page title={word('masked')}><Empty action={<Link href="/allocate">{word('back')}</Link>}>{word('hidden')}</Empty></Page>;
}
