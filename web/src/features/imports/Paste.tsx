// 貼り付け: a table straight from a spreadsheet.
import {useState} from 'react';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {TextArea} from '../../ui/Field';
import {type Grid, isTable, readTable} from './table';
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
