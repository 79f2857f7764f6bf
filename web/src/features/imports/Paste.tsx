// 貼り付け: a table straight from a spreadsheet, and its faults put right without going back to it.
import {useState} from 'react';
import type {ImportProblem} from '../../api/types';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {TextArea, TextField} from '../../ui/Field';
import {Card} from '../../ui/Page';
import {cellAt, type Grid, isTable, placeOf, readTable, withCell} from './table';
import {IMPORT_TEXTS} from './texts';

export function Paste({onTable}: {onTable: (grid: Grid) => void}) {
  const word = useWords(IMPORT_TEXTS);
  const [typed, setTyped] = useState('');
  const grid = readTable(typed);
  const good = isTable(grid);
  return (
    <div className="stack">
      <TextArea label={word('paste')} help={word('paste_help')} fault={typed.trim() !== '' && !good && word('not_table')} value={typed} spellCheck={false} onChange={event => setTyped(event.target.value)} />
      <div className="row"><Button isDisabled={!good} onPress={() => onTable(grid)}>{word('paste_do', {count: Math.max(0, grid.length - 1)})}</Button></div>
    </div>
  );
}

/** The cells that were refused, as fields; those whose place is not known stay in the table above. */
export function Mend({grid, problems, onTable}: {grid: Grid; problems: readonly ImportProblem[]; onTable: (grid: Grid) => void}) {
  const word = useWords(IMPORT_TEXTS);
  const [mended, setMended] = useState(grid);
  const cells = problems.flatMap(problem => {
    const place = placeOf(grid, problem.row, problem.column);
    return place ? [{problem, place}] : [];
  });
  if (!cells.length) return null;
  return (
    <Card title={word('mend')}>
      <div className="stack">
        {cells.map(({problem, place}) => (
          <TextField key={`${place.row}.${place.column}`} label={word('mend_cell', {row: problem.row, column: problem.column})} help={problem.remedy}
            value={cellAt(mended, place)} onChange={event => setMended(withCell(mended, place, event.target.value))} />
        ))}
        <div className="row"><Button look="primary" isDisabled={mended === grid} onPress={() => onTable(mended)}>{word('mend_do')}</Button></div>
      </div>
    </Card>
  );
}
