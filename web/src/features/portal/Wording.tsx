// 文例を使う: an approved sentence with the figures of one certificate; a changed one is checked while it is written.
import {useQuery} from '@tanstack/react-query';
import {useEffect, useRef, useState} from 'react';
import {post} from '../../api/client';
import type {Certificate, ClaimCheck} from '../../api/types';
import {grams, percent, tonnes} from '../../arithmetic/mass';
import {type Language, useTexts} from '../../i18n';
import {periodText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Copy} from '../../ui/Copy';
import {Choice, TextArea} from '../../ui/Field';
import {Badge, Card} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {Marked} from '../claims/Claims';
import {type Length, LENGTHS, mended, sentence} from './sentences';
import {PORTAL_TEXTS} from './texts';

const PAUSE_MS = 400;

export function Wording({certificate}: {certificate: Certificate}) {
  const {language: own} = useTexts();
  const word = useWords(PORTAL_TEXTS);
  const [language, setLanguage] = useState<Language>(own);
  const [length, setLength] = useState<Length>('line');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const approved = sentence(language, length, {
    mass: tonnes(grams(certificate.mass_kg)), allocated: tonnes(grams(certificate.allocated_kg)), percent: percent(certificate.share_ppm),
    number: certificate.certificate, period: periodText(certificate.from, certificate.to, language),
  });
  const [text, setText] = useState(approved);
  const [asked, setAsked] = useState(approved);
  useEffect(() => setText(approved), [approved]);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const changed = asked.trim() !== '' && asked !== approved;
  const check = useQuery({
    queryKey: ['claims', language, asked], enabled: changed, retry: false,
    queryFn: ({signal}) => post<ClaimCheck>('/claims/check', {text: asked, language}, {signal}),
  });
  const current = asked === text;
  const findings = changed && current ? check.data?.findings : [];
  return (
    <Card title={word('wording', {number: certificate.certificate})}>
      <div ref={box} tabIndex={-1} className="stack">
        <p>{word('wording_lead')}</p>
        <div className="row">
          <Choice label={word('language')} value={language} onChange={event => setLanguage(event.target.value as Language)}>
            <option value="ja">日本語</option><option value="en">English</option>
          </Choice>
          <Choice label={word('length')} value={length} onChange={event => setLength(event.target.value as Length)}>
            {LENGTHS.map(one => <option key={one} value={one}>{word(`length.${one}`)}</option>)}
          </Choice>
        </div>
        <TextArea label={word('text')} lang={language} value={text} onChange={event => setText(event.target.value)} />
        <ProblemNote error={check.error} quiet />
        <div role="status">
          {!current || (changed && check.isFetching) ? word('checking')
            : findings?.length ? <Badge tone="bad">{word('found', {count: findings.length})}</Badge>
              : findings && <Badge tone="good">{word('fine')}</Badge>}
          {findings && findings.length > 0 && <Marked text={text} findings={findings} />}
        </div>
        {findings && findings.length > 0 && (
          <ul>{findings.map((finding, at) => (
            <li key={at}>{finding.detail} <code>{finding.code}</code>{' '}
              {finding.instead && <Button small onPress={() => setText(mended(text, finding))}>{word('instead', {text: finding.text, instead: finding.instead})}</Button>}</li>
          ))}</ul>
        )}
        <div className="row">
          <Copy look="primary" small={false} isDisabled={!text.trim() || !current || !!findings?.length || (changed && !check.data)} text={text} label={word('copy_text')} />
          {text !== approved && <Button onPress={() => setText(approved)}>{word('back')}</Button>}
        </div>
      </div>
    </Card>
  );
}
