// アップロード用リンク: made for one supplier, shown once with letters to go with it; those that were made, and stopping them.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {useState} from 'react';
import {call, fresh, post} from '../../api/client';
import {absolute, useItems} from '../../api/offers';
import {useTexts} from '../../i18n';
import {instantText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {fill} from '../../i18n/fill';
import {Button} from '../../ui/Button';
import {Copy} from '../../ui/Copy';
import {Dialog} from '../../ui/Dialog';
import {Choice, TextArea} from '../../ui/Field';
import {Badge} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {UPLOAD_TEXTS} from './uploadTexts';
import type {UploadLink as Link} from './uploads';

const DAYS = ['14', '30', '60', '90'];
const TONE = {open: 'good', expired: 'plain', revoked: 'bad'} as const;
type Props = {supplier: string; name: string; letter: (language: 'ja' | 'en') => string; onClose: () => void};

function Made({link, letter}: {link: Link; letter: Props['letter']}) {
  const word = useWords(UPLOAD_TEXTS);
  const url = absolute(link.url ?? '');
  const mail = (language: 'ja' | 'en') => `${letter(language)}\n\n${fill(UPLOAD_TEXTS[language].mail, {url, until: link.expires_at.slice(0, 10)})}`;
  return (
    <div>
      <p role="status"><Badge tone="good">{word('made')}</Badge> {word('once')}</p>
      <p><code>{url}</code></p>
      <p className="row"><Copy text={url} label={word('copy')} /><Copy text={mail('ja')} label={word('mail_ja')} /><Copy text={mail('en')} label={word('mail_en')} /></p>
    </div>
  );
}

function Links({supplier}: {supplier: string}) {
  const {language} = useTexts();
  const word = useWords(UPLOAD_TEXTS);
  const queries = useQueryClient();
  const {data, error} = useItems<Link>('/upload-links', {supplier});
  const stopping = useMutation({
    mutationFn: (link: string) => call('DELETE', `/upload-links/${encodeURIComponent(link)}`),
    onSuccess: () => queries.invalidateQueries({queryKey: ['upload-links']}),
  });
  return (
    <>
      <ProblemNote error={error ?? stopping.error} />
      {!!data?.length && <h3>{word('links')}</h3>}
      <ul>{(data ?? []).map(one => (
        <li key={one.link}>
          <Badge tone={TONE[one.state]}>{word(`link.${one.state}`)}</Badge> {instantText(one.made_at, language)} {one.made_by} · {word('until', {at: instantText(one.expires_at, language)})} · {word('count', {count: one.uploads})}{' '}
          {one.state === 'open' && <Button small look="danger" isDisabled={stopping.isPending} onPress={() => stopping.mutate(one.link)}>{word('revoke')}<span className="hidden"> {one.link}</span></Button>}
        </li>
      ))}</ul>
    </>
  );
}

export function UploadLink({supplier, name, letter, onClose}: Props) {
  const word = useWords(UPLOAD_TEXTS);
  const queries = useQueryClient();
  const [days, setDays] = useState('30');
  const [note, setNote] = useState('');
  const making = useMutation({
    mutationFn: () => post<Link>(`/suppliers/${encodeURIComponent(supplier)}/upload-links`, {days: Number(days), note}, {key: fresh()}),
    onSuccess: () => queries.invalidateQueries({queryKey: ['upload-links']}),
  });
  return (
    <Dialog open wide onClose={onClose} title={word('link_title', {supplier: name})}>
      <div className="stack">
        <p>{word('link_lead')}</p>
        <ProblemNote error={making.error} />
        {making.data ? <Made link={making.data} letter={letter} /> : <>
          <Choice label={word('expiry')} value={days} onChange={event => setDays(event.target.value)}>
            {DAYS.map(one => <option key={one} value={one}>{word('days', {count: one})}</option>)}
          </Choice>
          <TextArea label={word('note')} rows={2} maxLength={600} value={note} onChange={event => setNote(event.target.value)} />
          <p><Button look="primary" isDisabled={making.isPending} onPress={() => making.mutate()}>{word('make')}</Button></p>
        </>}
        <Links supplier={supplier} />
      </div>
    </Dialog>
  );
}
