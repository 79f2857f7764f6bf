// The six steps. What the server can do is a form; what it cannot is a command to copy.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {type FormEvent, useState} from 'react';
import {Link} from 'wouter';
import {fresh, post} from '../../api/client';
import {type Asked, isAsked} from '../../api/offers';
import {forgetFigures} from '../../api/queries';
import type {Book, Posted} from '../../api/types';
import {useRights} from '../../app/selection';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Copy} from '../../ui/Copy';
import {TextField} from '../../ui/Field';
import {Badge} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {AskedNote} from '../approvals/AskedNote';
import {checkCorporate} from './corporate';
import {START_TEXTS} from './texts';

export function Command({text, why}: {text: string; why: string}) {
  const word = useWords(START_TEXTS);
  return <p>{why}<br /><code>{text}</code> <Copy text={text} label={word('copy')} /></p>;
}

function Company({book}: {book: Book | undefined}) {
  const word = useWords(START_TEXTS);
  const [typed, setTyped] = useState('');
  const checked = checkCorporate(typed);
  return (
    <>
      <p>{word('company_lead')}</p>
      <TextField label={word('company_number')} inputMode="numeric" autoComplete="off" value={typed} onChange={event => setTyped(event.target.value)}
        fault={checked === 'shape' && typed.trim().length >= 13 ? word('company_shape') : checked === 'digit' && word('company_digit')} />
      <p role="status">{checked === 'good' && <Badge tone="good">{word('company_good')}</Badge>}</p>
      {book && <p>{word('company_now', {origin: book.origin, web: book.web})}</p>}
      <Command why={word('company_hint')} text="tenbin init mill.tenbin --origin mill.example --web https://mill.example" />
    </>
  );
}

function AddSite() {
  const word = useWords(START_TEXTS);
  const queries = useQueryClient();
  const adding = useMutation({
    mutationFn: (command: {site: string; name_ja: string; name_en: string}) => post<Posted | Asked>('/commands', {do: 'add_site', ...command}, {key: fresh()}),
    onSuccess: () => forgetFigures(queries),
  });
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    if (!adding.isPending) adding.mutate({site: text('site').normalize('NFKC'), name_ja: text('name_ja'), name_en: text('name_en')});
  }
  return (
    <form className="stack" onSubmit={send}>
      <ProblemNote error={adding.error} />
      <div className="row">
        <TextField name="site" label={word('site_code')} help={word('site_code_help')} required autoComplete="off" autoCapitalize="characters" />
        <TextField name="name_ja" label={word('site_ja')} required autoComplete="off" />
        <TextField name="name_en" label={word('site_en')} autoComplete="off" />
        <Button type="submit">{word('site_add')}</Button>
      </div>
      {adding.data && (isAsked(adding.data) ? <AskedNote asked={adding.data} /> : <p role="status">✓ {word('site_added', {site: adding.variables.site})}</p>)}
    </form>
  );
}

function Sites({book}: {book: Book | undefined}) {
  const {pick} = useTexts();
  const word = useWords(START_TEXTS);
  const rights = useRights();
  const names = (book?.sites ?? []).map(one => `${one.site} ${pick({ja: one.name_ja, en: one.name_en})}`);
  return (
    <>
      <p>{word('site_lead')}</p>
      {book && <p>{names.length ? word('site_now', {names: names.join('、')}) : word('site_none')}</p>}
      {rights.includes('post_masters') ? <AddSite /> : (
        <Command why={word('site_hint')} text={`echo '{"do":"add_site","site":"HQ","name_ja":"本社工場","name_en":"Main works"}' | tenbin apply mill.tenbin -`} />
      )}
    </>
  );
}

function Periods({book}: {book: Book | undefined}) {
  const word = useWords(START_TEXTS);
  return (
    <>
      <p>{word('periods_lead')}</p>
      {book && <p>{word('periods_now', {months: book.rulebook.period_months, carry: book.rulebook.carry_over})}</p>}
      <Command why={word('method_hint')} text="tenbin rulebook list" />
    </>
  );
}

function Method({book}: {book: Book | undefined}) {
  const {pick} = useTexts();
  const word = useWords(START_TEXTS);
  return (
    <>
      <p>{word('method_lead')}</p>
      <ul><li>{word('method_input')}</li><li>{word('method_quantity')}</li></ul>
      {book && <p><strong>{word('method_now', {title: pick(book.rulebook.title)})}</strong></p>}
      <Command why={word('method_hint')} text="tenbin init mill.tenbin --rulebook free-credit" />
    </>
  );
}

function Factors() {
  const word = useWords(START_TEXTS);
  const rights = useRights();
  return (
    <>
      <p>{word('factors_lead')}</p>
      {rights.includes('import_files') && <p><Link href="/imports">{word('factors_import')}</Link></p>}
      <Command why={word('factors_hint')} text="tenbin template supplier_certificates -o supplier_certificates.xlsx" />
    </>
  );
}

function Key() {
  const word = useWords(START_TEXTS);
  return (
    <>
      <p>{word('key_lead')}</p>
      <Command why={word('key_backup')} text="tenbin backup mill.tenbin copy.tenbin" />
      <Command why={word('key_paper')} text="tenbin key paper mill.tenbin keys.svg" />
      <Command why={word('key_hint')} text="tenbin key rotate mill.tenbin --reason 定期" />
    </>
  );
}

export const STEPS = [
  {id: 'company', Body: Company}, {id: 'site', Body: Sites}, {id: 'periods', Body: Periods}, {id: 'method', Body: Method}, {id: 'factors', Body: Factors}, {id: 'key', Body: Key},
] as const;
