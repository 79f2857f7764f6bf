// What correcting a row and typing new ones have in common: the names of their columns, and what they would do to the balance.
import type {EntryCell, Import, ImportProblem} from '../../api/types';
import {grams, tonnes} from '../../arithmetic/mass';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Mass} from '../../ui/Figure';
import {Card} from '../../ui/Page';
import {LEDGER_TEXTS} from './texts';

/** The heading that the table has in the reader's language; the server reads both. */
export function useHeading(): (cell: EntryCell) => string {
  const {language} = useTexts();
  return cell => (language === 'ja' ? cell.heading : cell.key);
}

/** `rowOf` names the cell of a problem, where there is more than one row. */
export function Effect({checked, rowOf}: {checked: Import; rowOf?: (problem: ImportProblem) => string}) {
  const {t} = useTexts();
  const word = useWords(LEDGER_TEXTS);
  const {balance_before_kg: before, balance_after_kg: after} = checked.effect;
  const change = grams(after) - grams(before);
  const {counts} = checked;
  if (counts.same && counts.same === checked.rows) return <p role="status">{word('same')}</p>;
  return (
    <>
      {checked.problems.map((problem, at) => <p key={at} role="alert">✕ {rowOf && `${rowOf(problem)}: `}{problem.what} {problem.remedy} <code>{problem.code}</code></p>)}
      {checked.notices.map(notice => <p key={notice}>{notice}</p>)}
      {checked.suppliers_added.length > 0 && <p>{t('import.suppliers', {names: checked.suppliers_added.join(', ')})}</p>}
      {rowOf && counts.changed > 0 && <p role="alert">▲ {word('known', {count: counts.changed})}</p>}
      {counts.changed + counts.new > 0 && (
        <Card title={word(rowOf ? 'effect_new' : 'effect')}>
          <p role="status">{t('figure.balance')} <Mass kg={before} /> → <strong><Mass kg={after} /></strong> ({change < 0n ? '' : '+'}{tonnes(change)} t)</p>
        </Card>
      )}
    </>
  );
}
