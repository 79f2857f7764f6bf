// 「承認を依頼しました」: what every place says that was answered with 202.
import {Link} from 'wouter';
import type {Asked} from '../../api/offers';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Badge} from '../../ui/Page';
import {APPROVAL_TEXTS} from './texts';

export function AskedNote({asked}: {asked: Asked}) {
  const {pick} = useTexts();
  const word = useWords(APPROVAL_TEXTS);
  const {approval} = asked;
  return (
    <div role="status">
      <p><Badge tone="good">{word('asked')}</Badge> {pick({ja: approval.summary_ja, en: approval.summary_en})}</p>
      <p>{word('asked_more')} <Link href={`/approvals?approval=${encodeURIComponent(approval.approval)}`}>{word('see')}</Link></p>
    </div>
  );
}
