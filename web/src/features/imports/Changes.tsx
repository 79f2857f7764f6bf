// 変更あり: what the rows say otherwise than the book, before they are posted as corrections.
import type {Import} from '../../api/types';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Card} from '../../ui/Page';
import {TableBox} from '../../ui/TableDeeds';
import {IMPORT_TEXTS} from './texts';

export function Changes({checked: {changes, counts}}: {checked: Import}) {
  const {t} = useTexts();
  const word = useWords(IMPORT_TEXTS);
  if (!changes.length) return null;
  const shown = new Set(changes.map(one => one.row)).size;
  return (
    <Card title={word('changes', {count: counts.changed})}>
      {shown < counts.changed && <p>{word('changes_first', {count: shown})}</p>}
      <TableBox name={word('changes', {count: counts.changed})}>
        <table className="table">
          <thead><tr><th scope="col" className="n">{t('import.row')}</th><th scope="col">{word('number')}</th><th scope="col">{t('import.column')}</th><th scope="col">{word('in_book')}</th><th scope="col">{word('in_row')}</th></tr></thead>
          <tbody>
            {changes.map(one => (
              <tr key={`${one.row}/${one.column}`}><td className="n">{one.row}</td><td>{one.key}</td><td>{one.column}</td><td>{one.before || word('nothing')}</td><td><strong>{one.after || word('nothing')}</strong></td></tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </Card>
  );
}
