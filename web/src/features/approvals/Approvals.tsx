// 承認待ち: what waits for a second pair of eyes, what it would do, and the decision. Nothing is posted before it.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {useState} from 'react';
import {useSearch} from 'wouter';
import {post} from '../../api/client';
import {type Approval, useItems} from '../../api/offers';
import {forgetFigures} from '../../api/queries';
import {usePerson, useRights} from '../../app/selection';
import {useTexts} from '../../i18n';
import {instantText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {TextArea} from '../../ui/Field';
import {Badge, Card, Empty, Page, Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {Effects} from './Effects';
import {APPROVAL_TEXTS} from './texts';

type Decision = 'approve' | 'reject' | 'withdraw';
const DONE = {approve: 'done_approved', reject: 'done_rejected', withdraw: 'done_withdrawn'} as const;
const TONE = {open: 'warn', approved: 'good', rejected: 'bad', withdrawn: 'plain'} as const;

function useKind() {
  const word = useWords(APPROVAL_TEXTS);
  return (kind: string) => (`kind.${kind}` in APPROVAL_TEXTS.ja ? word(`kind.${kind}` as 'kind.issue') : kind);
}

function Head({approval}: {approval: Approval}) {
  const word = useWords(APPROVAL_TEXTS);
  const kind = useKind();
  return <>{word('number', {number: approval.approval})} · {kind(approval.kind)} <Badge tone={TONE[approval.state]}>{word(`state.${approval.state}`)}</Badge></>;
}

function Waits({approval, first, onDone}: {approval: Approval; first: boolean; onDone: (what: Decision) => void}) {
  const {pick, language} = useTexts();
  const word = useWords(APPROVAL_TEXTS);
  const person = usePerson();
  const rights = useRights();
  const queries = useQueryClient();
  const [comment, setComment] = useState('');
  const own = approval.requested_by === person.login;
  const decides = !own && rights.includes('approve');
  const deciding = useMutation({
    mutationFn: (what: Decision) =>
      post(`/approvals/${encodeURIComponent(approval.approval)}/${what}`, what === 'withdraw' ? {} : {...(comment.trim() && {comment: comment.trim()})}),
    onSuccess: async (_, what) => {
      onDone(what);
      await forgetFigures(queries);
    },
  });
  const busy = deciding.isPending;
  return (
    <Card title={<Head approval={approval} />} tone={first ? 'warning' : 'plain'}>
      <p><strong>{pick({ja: approval.summary_ja, en: approval.summary_en})}</strong><br />
        <span className="muted">{word('by', {name: approval.requested_by, at: instantText(approval.requested_at, language)})}</span></p>
      <Effects approval={approval} mayTry={own || decides} />
      <ProblemNote error={deciding.error} />
      {own && <><p>{word('own')}</p><Button look="danger" isDisabled={busy} onPress={() => deciding.mutate('withdraw')}>{word('withdraw')}</Button></>}
      {decides && (
        <div className="stack">
          <TextArea label={word('comment')} help={word('comment_help')} rows={2} value={comment} onChange={event => setComment(event.target.value)} />
          <div className="row">
            <Button look="primary" isDisabled={busy} onPress={() => deciding.mutate('approve')}>{word('approve')}</Button>
            <Button look="danger" isDisabled={busy || !comment.trim()} onPress={() => deciding.mutate('reject')}>{word('reject')}</Button>
          </div>
        </div>
      )}
    </Card>
  );
}

function Decided({rows}: {rows: Approval[]}) {
  const {pick, language} = useTexts();
  const word = useWords(APPROVAL_TEXTS);
  return (
    <Card title={word('decided')}>
      <ul>{rows.map(one => (
        <li key={one.approval}>
          <Head approval={one} /> {one.self_approved && <Badge tone="warn">{word('self')}</Badge>} {pick({ja: one.summary_ja, en: one.summary_en})}{' '}
          <span className="muted">{one.decided_by && one.decided_at && word('decided_by', {name: one.decided_by, at: instantText(one.decided_at, language)})}</span>
          {one.comment && <> 「{one.comment}」</>}
        </li>
      ))}</ul>
    </Card>
  );
}

export default function Approvals() {
  const {t} = useTexts();
  const word = useWords(APPROVAL_TEXTS);
  const asked = new URLSearchParams(useSearch()).get('approval');
  const [said, setSaid] = useState<Decision | null>(null);
  const {data, error} = useItems<Approval>('/approvals');
  const open = (data ?? []).filter(one => one.state === 'open').sort((a, b) => Number(b.approval === asked) - Number(a.approval === asked));
  const decided = (data ?? []).filter(one => one.state !== 'open');
  return (
    <Page title={t('place.approvals')} lead={word('lead')}>
      <ProblemNote error={error} />
      {!data && !error && <Waiting />}
      <p role="status">{said && <>✓ {word(DONE[said])}</>}</p>
      {data && (
        <div className="stack">
          {!open.length && <Empty>{word('none')}</Empty>}
          {open.map(one => <Waits key={one.approval} approval={one} first={one.approval === asked} onDone={setSaid} />)}
          {decided.length > 0 && <Decided rows={decided} />}
        </div>
      )}
    </Page>
  );
}
