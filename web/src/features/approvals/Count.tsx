// How many requests wait for who may approve; in the head of every page, and nothing while there are none.
import {Link, useLocation} from 'wouter';
import {type Approval, useItems} from '../../api/offers';
import {useWords} from '../../i18n/feature';
import {APPROVAL_TEXTS} from './texts';

export default function Count() {
  const word = useWords(APPROVAL_TEXTS);
  const [here] = useLocation();
  const {data} = useItems<Approval>('/approvals', {state: 'open'});
  if (!data?.length) return null;
  return <Link href="/approvals" aria-current={here === '/approvals' ? 'page' : undefined}><strong>▲ {word('waiting', {count: data.length})}</strong></Link>;
}
