// A certificate before it is issued: its first page as the server would print it, marked 見本, and what was checked on its words.
import {useQuery} from '@tanstack/react-query';
import {useState} from 'react';
import {type Drawn, picture, post} from '../../api/client';
import type {CertificateDraft} from '../../api/types';
import {type Language, useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Options} from '../../ui/Field';
import {Badge, Card, Waiting} from '../../ui/Page';
import {usePicture} from '../../ui/picture';
import {ProblemNote} from '../../ui/Problem';
import {useNames} from '../ledger/columns';
import styles from './certificates.module.css';
import {CERTIFICATE_TEXTS} from './texts';

export type Order = {from: string; to: string; date: string};
const CHECKS = ['equivalent', 'method', 'residual', 'period', 'wording'] as const;
const LANGUAGES: [Language, string][] = [['ja', '日本語'], ['en', 'English']];

/** What the linter of claims says of the sentence, and whether what belongs beside it is on the paper; colour never alone. */
function Checks({checks}: {checks: CertificateDraft['checks']}) {
  const word = useWords(CERTIFICATE_TEXTS);
  return (
    <p>{word('linter')}:{' '}
      {CHECKS.map(name => (
        <span key={name}>{checks[name] ? '✓' : '▲'} {word(`check.${name}`)}<span className="hidden"> {word(checks[name] ? 'ok' : 'not_ok')}</span>{' '}</span>
      ))}
    </p>
  );
}

/** The sentences of the catalogue for a certificate. Which one it says follows from what is allocated, so that nobody can choose. */
const SENTENCES = ['C1', 'C2'] as const;

function Sentences({code}: {code: CertificateDraft['code']}) {
  const word = useWords(CERTIFICATE_TEXTS);
  return (
    <details>
      <summary>{word('sentence', {code, name: word(`sentence.${code}`)})}</summary>
      <p>{word('sentences')}</p>
      <ul>{SENTENCES.map(one => <li key={one}>{one === code && '● '}{word('sentence', {code: one, name: word(`sentence.${one}`)})}: {word(`sentence.${one}.when`)}</li>)}</ul>
    </details>
  );
}

type Await = {awaiting: boolean; setAwaiting: (awaiting: boolean) => void};

function Said({draft, awaiting, setAwaiting}: Await & {draft: CertificateDraft}) {
  const word = useWords(CERTIFICATE_TEXTS);
  return (
    <>
      <p lang={draft.language}><strong>{draft.claim}</strong><br /><small>{draft.physical}</small></p>
      <Sentences code={draft.code} />
      <Checks checks={draft.checks} />
      <p>{draft.verifier ? word('verifier', {verifier: draft.verifier}) : word('unverified', {sentence: draft.unverified ?? ''})}</p>
      {draft.unverified !== null && (
        <div className={styles.await}><Options label={word('await')} showLabel name="await" value={awaiting ? 'await' : 'as_it_is'} onChange={one => setAwaiting(one === 'await')}
          options={[['as_it_is', word('await.no')], ['await', word('await.yes')]]} /></div>
      )}
    </>
  );
}

/** `waits`: it has not been issued yet; what has is no draft any more. */
export function Preview({customer, order, waits, ...choice}: Await & {customer: string; order: Order; waits: boolean}) {
  const {language: own} = useTexts();
  const word = useWords(CERTIFICATE_TEXTS);
  const names = useNames();
  const [language, setLanguage] = useState<Language>(own);
  const [number, setNumber] = useState(1);
  const body = {...order, customer, language};
  const facts = useQuery({
    queryKey: ['certificates', 'draft', body], retry: false, enabled: waits,
    queryFn: ({signal}) => post<CertificateDraft>('/certificates/draft', body, {signal}),
  });
  const page = useQuery({
    queryKey: ['certificates', 'draft-page', language, number, body], retry: false, enabled: waits,
    placeholderData: (drawn: Drawn | undefined, before) => (before?.queryKey[2] === language ? drawn : undefined), // The page before, till the next is there.
    queryFn: ({signal}) => picture('/certificates/draft/page', {...body, page: number}, {signal}),
  });
  const url = usePicture(page.data?.picture);
  const pages = page.data?.pages ?? 1;
  return (
    <Card title={<>{word('preview')} <Badge tone="plain">{word('sample')}</Badge></>}>
      <div className="row" role="group" aria-label={word('language')}>
        <strong>{names.customer(customer)}</strong>
        {LANGUAGES.map(([each, name]) => (
          <Button key={each} small look={each === language ? 'primary' : 'secondary'} aria-current={each === language ? 'true' : undefined} onPress={() => { setLanguage(each); setNumber(1); }}>
            <span lang={each}>{name}</span>
          </Button>
        ))}
      </div>
      <ProblemNote error={facts.error ?? page.error} quiet />
      {facts.data && <Said draft={facts.data} {...choice} />}
      {page.isPending && <Waiting />}
      {pages > 1 && (
        <div className="row" role="group" aria-label={word('pages')}>
          {Array.from({length: pages}, (_, before) => before + 1).map(each => (
            <Button key={each} small look={each === number ? 'primary' : 'secondary'} aria-current={each === number ? 'true' : undefined} onPress={() => setNumber(each)}>
              {word('page_of', {number: each})}
            </Button>
          ))}
        </div>
      )}
      {!page.error && (
        <figure className={styles.page} aria-busy={page.isFetching}>
          {url && <a href={url} target="_blank" rel="noopener" title={word('page_open')}><img src={url} alt={word('page_alt', {customer: names.customer(customer), number})} /></a>}
        </figure>
      )}
    </Card>
  );
}
