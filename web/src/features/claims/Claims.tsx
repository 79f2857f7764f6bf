// 文例とリンター: sentences that may be used, and what is wrong with another one, in the place where it stands.
import {useMutation} from '@tanstack/react-query';
import {useState} from 'react';
import {post} from '../../api/client';
import type {ClaimCheck, ClaimFinding} from '../../api/types';
import {type Key, useTexts} from '../../i18n';
import {Button} from '../../ui/Button';
import {Choice, TextArea} from '../../ui/Field';
import {Badge, Card, Page} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import styles from './claims.module.css';

/** The text with what was found marked; positions are code points of the text that was sent. */
export function Marked({text, findings}: {text: string; findings: ClaimFinding[]}) {
  const letters = [...text];
  const pieces: {text: string; bad: boolean}[] = [];
  let at = 0;
  for (const finding of [...findings].sort((a, b) => a.from - b.from)) {
    if (finding.from < at) continue;
    pieces.push({text: letters.slice(at, finding.from).join(''), bad: false}, {text: letters.slice(finding.from, finding.to).join(''), bad: true});
    at = finding.to;
  }
  pieces.push({text: letters.slice(at).join(''), bad: false});
  return <p className={styles.marked}>{pieces.map((piece, place) => (piece.bad ? <mark key={place}>{piece.text}</mark> : piece.text))}</p>;
}

export function Linter({start = ''}: {start?: string}) {
  const {t, language} = useTexts();
  const [text, setText] = useState(start);
  const [spoken, setSpoken] = useState<'ja' | 'en'>(language);
  const checking = useMutation({mutationFn: () => post<ClaimCheck>('/claims/check', {text, language: spoken})});
  const checked = checking.data?.findings;
  return (
    <Card title={t('claims.check')}>
      <div className="stack">
        <TextArea label={t('claims.text')} value={text} onChange={event => {
          setText(event.target.value);
          checking.reset();
        }} />
        <div className="row">
          <Choice label={t('claims.language')} value={spoken} onChange={event => setSpoken(event.target.value as 'ja' | 'en')}>
            <option value="ja">日本語</option><option value="en">English</option>
          </Choice>
          <Button look="primary" isDisabled={!text.trim() || checking.isPending} onPress={() => checking.mutate()}>{t('claims.do')}</Button>
        </div>
        <ProblemNote error={checking.error} />
        <div role="status">
          {checked && (checked.length ? <Badge tone="bad">{t('claims.found', {count: checked.length})}</Badge> : <Badge tone="good">{t('claims.fine')}</Badge>)}
          {checked && checked.length > 0 && <Marked text={text} findings={checked} />}
        </div>
        {checked && checked.length > 0 && (
          <ul>{checked.map((finding, at) => (
            <li key={at}><strong>「{finding.text}」</strong> {finding.detail} {finding.instead && <>→ 「{finding.instead}」</>} <code>{finding.code}</code></li>
          ))}</ul>
        )}
      </div>
    </Card>
  );
}

const SENTENCES: {id: string; name: Key; text: Key}[] = [
  {id: 'c1', name: 'claims.c1', text: 'claim.c1'}, {id: 'c2', name: 'claims.c2', text: 'claim.c2'}, {id: 'c3', name: 'claims.c3', text: 'claim.c3'},
  {id: 'c5', name: 'claims.c5', text: 'claim.c5'}, {id: 'c6', name: 'claims.c6', text: 'claim.c6'},
];
const BLANK = {mass: '○', allocated: '○', percent: '○', number: '○'};

/** The approved sentences; with the figures of a certificate they stand in the customer's portal. */
export function Sentences() {
  const {t} = useTexts();
  return (
    <Card title={t('claims.sentences')}>
      <p className="muted">{t('claims.slots')}</p>
      <ul className={styles.sentences}>
        {SENTENCES.map(sentence => <li key={sentence.id}><strong>{t(sentence.name)}</strong><p>{t(sentence.text, BLANK)}</p></li>)}
      </ul>
    </Card>
  );
}

export default function Claims() {
  const {t} = useTexts();
  return (
    <Page title={t('place.claims')} lead={t('claims.lead')}>
      <div className="grid"><Linter /><Sentences /></div>
    </Page>
  );
}
