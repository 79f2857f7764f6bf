// The records behind a term of a figure: who posted each and when, its documents, and its hash, which the log holds.
import {Link} from 'wouter';
import type {ExplainedTerm, SourceRow} from '../../api/types';
import {opensTo} from '../../app/places';
import {useRoles} from '../../app/selection';
import {useTexts} from '../../i18n';
import {dayText, instantText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Copy} from '../../ui/Copy';
import {Mass} from '../../ui/Figure';
import styles from './explain.module.css';
import {EXPLAIN_TEXTS} from './texts';

const SHOWN_OF_HASH = 12;

function Paper({paper, onLeave}: {paper: SourceRow['papers'][number]; onLeave: () => void}) {
  const word = useWords(EXPLAIN_TEXTS);
  const roles = useRoles();
  const text = word(`paper.${paper.kind}`, {name: paper.name});
  if (paper.href?.startsWith('/api/')) return <a href={paper.href} download={paper.name}>{text}</a>;
  if (paper.href && opensTo(roles, paper.href)) return <Link href={paper.href} onClick={onLeave}>{text}</Link>;
  return <>{text}</>;
}

function Row({row, onLeave}: {row: SourceRow; onLeave: () => void}) {
  const {language} = useTexts();
  const word = useWords(EXPLAIN_TEXTS);
  return (
    <li>
      <strong>{row.name}</strong> · {dayText(row.date, language)} · <Mass kg={row.mass_kg} />
      {row.at && (
        <div>{word(row.seq === null ? 'reserved' : 'posted', {at: instantText(row.at, language), actor: row.actor ?? ''})}
          {row.approved_by && <> · {word('approved', {by: row.approved_by})}</>}</div>
      )}
      {row.seq !== null && (
        <ul className={styles.papers} aria-label={word('papers')}>
          {!row.papers.length && <li>{word('papers')}: {word('no_papers')}</li>}
          {row.papers.map(paper => <li key={`${paper.kind} ${paper.name} ${paper.href}`}><Paper paper={paper} onLeave={onLeave} /></li>)}
        </ul>
      )}
      {row.hash && (
        <div className={styles.hash}>{word('hash')} <code title={row.hash}>{row.hash.slice(0, SHOWN_OF_HASH)}…</code>{' '}
          <Copy text={row.hash} label={word('copy')} what={word('copy_hash', {name: row.name})} /></div>
      )}
    </li>
  );
}

export function Sources({term, onLeave}: {term: ExplainedTerm; onLeave: () => void}) {
  const {pick} = useTexts();
  const word = useWords(EXPLAIN_TEXTS);
  const name = pick({ja: term.name_ja, en: term.name_en});
  if (term.rows && !term.rows.length) return null;
  if (!term.rows) return term.figure === null ? <p className="muted">{word('closed', {term: name})}</p> : null;
  return (
    <section>
      <h3>{word('behind', {term: name})}</h3>
      {term.more && <p className="muted">{word('newest', {count: term.rows.length})}</p>}
      <ul className={styles.rows}>{term.rows.map(row => <Row key={`${row.seq} ${row.name}`} row={row} onLeave={onLeave} />)}</ul>
    </section>
  );
}
