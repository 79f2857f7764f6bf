// How a file is read, for who has to say it: its encoding by samples, another kind of table, and which heading is which column.
// What is chosen is sent at once and the kept file tried again; the mapping is remembered under a name.
import {useMutation, useQuery, useQueryClient} from '@tanstack/react-query';
import {useState} from 'react';
import {get, post} from '../../api/client';
import type {EntryCell, EntryRow, Import, ImportReading} from '../../api/types';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Choice, TextField} from '../../ui/Field';
import {Badge, Card, Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import styles from './imports.module.css';
import {type Kind, KINDS} from './kinds';
import {type Chosen, doubled, encodingName, firstChoice, missing, toSay} from './reading';
import {IMPORT_TEXTS} from './texts';

type Said = {encoding?: string; kind?: string; columns?: ReturnType<typeof toSay>; form?: string};
type Say = {pending: boolean; say: (said: Said) => void};

function Encodings({reading, pending, say}: Say & {reading: ImportReading}) {
  const word = useWords(IMPORT_TEXTS);
  return (
    <Card title={word('encoding')}>
      <p>{word(reading.encoding ? 'encoding_change' : 'encoding_unclear')}</p>
      <ul className={styles.samples}>
        {reading.samples.map(one => (
          <li key={one.encoding}>
            <pre tabIndex={0} role="region" aria-label={encodingName(one.encoding)}>{one.text}</pre>
            {one.encoding === reading.encoding ? <Badge tone="good">{word('encoding_now', {name: encodingName(one.encoding)})}</Badge>
              : <Button small isDisabled={pending} onPress={() => say({encoding: one.encoding})}>{word('encoding_do', {name: encodingName(one.encoding)})}</Button>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Headings of the table by the reader's language; both are understood. */
function useName(): (column: EntryCell) => string {
  const {language} = useTexts();
  return column => (language === 'ja' ? column.heading : column.key.replaceAll('_', ' '));
}

function Columns({reading, kind, pending, say}: Say & {reading: ImportReading; kind: Kind}) {
  const {t} = useTexts();
  const word = useWords(IMPORT_TEXTS);
  const name = useName();
  const [typed, setTyped] = useState<Chosen>({});
  const [form, setForm] = useState(reading.form || word('form_of', {kind: t(`import.kind.${kind}`)}));
  const {data, error} = useQuery({queryKey: ['tables', kind], staleTime: Infinity, queryFn: ({signal}) => get<EntryRow>(`/tables/${kind}/row`, {}, signal)});
  if (!data) return error ? <ProblemNote error={error} /> : <Waiting />;
  const chosen = {...firstChoice(reading), ...typed};
  const lacking = missing(data.cells, chosen);
  const twice = doubled(data.cells, chosen);
  const list = (columns: EntryCell[]) => columns.map(name).join(', ');
  return (
    <>
      <p>{word('columns_lead')}</p>
      <div className="scroll" tabIndex={0} role="region" aria-label={word('columns')}>
        <table className="table">
          <thead><tr><th scope="col">{word('heading')}</th><th scope="col">{word('sample')}</th><th scope="col">{t('import.column')}</th></tr></thead>
          <tbody>
            {reading.headings.map(one => (
              <tr key={one.heading}>
                <th scope="row">{one.heading}</th><td>{one.sample}</td>
                <td>
                  <Choice label={word('column_of', {heading: one.heading})} hideLabel value={chosen[one.heading]} onChange={event => setTyped({...typed, [one.heading]: event.target.value})}>
                    <option value="">{word('keep')}</option>
                    {data.cells.map(column => <option key={column.key} value={column.key}>{name(column)}{column.required ? ' *' : ''}</option>)}
                  </Choice>
                  {one.suggestion && chosen[one.heading] === one.suggestion && <Badge tone="warn">{word('suggested')}</Badge>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {lacking.length > 0 && <p role="status">▲ {word('lacking', {columns: list(lacking)})}</p>}
      {twice.length > 0 && <p role="status">▲ {word('twice', {columns: list(twice)})}</p>}
      <TextField label={word('form')} help={word('form_help')} value={form} maxLength={60} autoComplete="off" onChange={event => setForm(event.target.value)} />
      <p><Button look="primary" isDisabled={pending || lacking.length > 0 || twice.length > 0} onPress={() => say({kind, columns: toSay(chosen), form: form.trim()})}>{word('columns_do')}</Button></p>
    </>
  );
}

/** `draft`: what was handed in; `problem`: why it could not be read, where it could not. */
export function Reading({draft, problem, onChecked}: {draft: string; problem?: unknown; onChecked: (checked: Import) => void}) {
  const {t} = useTexts();
  const word = useWords(IMPORT_TEXTS);
  const queries = useQueryClient();
  const [kind, setKind] = useState<Kind | ''>('');
  const asked = useQuery({
    queryKey: ['reading', draft, kind], gcTime: 0,
    queryFn: ({signal}) => get<ImportReading>(`/imports/${encodeURIComponent(draft)}/reading`, {kind}, signal),
  });
  const saying = useMutation({
    mutationFn: (said: Said) => post<Import>(`/imports/${encodeURIComponent(draft)}/reading`, said),
    onSuccess: read => {
      void queries.invalidateQueries({queryKey: ['reading', draft]});
      onChecked(read);
    },
    onError: () => asked.refetch(),
  });
  const say = {pending: saying.isPending, say: (said: Said) => saying.mutate(said)};
  const reading = asked.data;
  const of = kind || reading?.kind || '';
  const wrong = reading?.looks_like;
  return (
    <div className="stack">
      <ProblemNote error={asked.error ?? saying.error ?? (wrong ? null : problem)} />
      {asked.isPending && <Waiting />}
      {reading && wrong && (
        <Card tone="warning">
          <p>{word('looks_like', {kind: t(`import.kind.${wrong}`), columns: reading.headings.map(one => one.heading).slice(0, 4).join(', ')})}</p>
          <p><Button look="primary" isDisabled={saying.isPending} onPress={() => saying.mutate({kind: wrong})}>{word('looks_like_do', {kind: t(`import.kind.${wrong}`)})}</Button></p>
        </Card>
      )}
      {reading && reading.samples.length > 0 && <Encodings reading={reading} {...say} />}
      {reading && reading.headings.length > 0 && (
        <Card title={word('columns')}>
          <Choice label={t('import.kind')} value={of} onChange={event => setKind(event.target.value as Kind)}>
            {!of && <option value="" />}
            {KINDS.map(one => <option key={one} value={one}>{t(`import.kind.${one}`)}</option>)}
          </Choice>
          {of && <Columns key={`${of} ${reading.encoding}`} reading={reading} kind={of} {...say} />}
        </Card>
      )}
    </div>
  );
}
