// これまでの取込: what was imported, by whom, and its undoing, also days later.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {useState} from 'react';
import {call} from '../../api/client';
import {forgetFigures, useRows} from '../../api/queries';
import type {ImportBatch} from '../../api/types';
import {may} from '../../app/places';
import {useRoles} from '../../app/selection';
import {useTexts} from '../../i18n';
import {instantText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Dialog} from '../../ui/Dialog';
import {Badge, Card} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {TableBox} from '../../ui/TableDeeds';
import {IMPORT_TEXTS} from './texts';

/** Asked once more: it reverses all that the import has posted. */
function Undo({batch, onClose}: {batch: ImportBatch; onClose: () => void}) {
  const {t} = useTexts();
  const word = useWords(IMPORT_TEXTS);
  const queries = useQueryClient();
  const undo = useMutation({
    mutationFn: () => call('POST', `/imports/${encodeURIComponent(batch.batch)}/undo`),
    onSuccess: async () => {
      await forgetFigures(queries);
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title={t('import.undo')} buttons={<Button look="danger" isDisabled={undo.isPending} onPress={() => undo.mutate()}>{word('undo_do', {count: batch.records})}</Button>}>
      <p>{batch.file ?? t('import.batch', {batch: batch.batch})}</p>
      <p>{word('undo_lead')}</p>
      <ProblemNote error={undo.error} />
    </Dialog>
  );
}

export function Before() {
  const {t, language} = useTexts();
  const word = useWords(IMPORT_TEXTS);
  const mayUndo = may(useRoles(), 'correct');
  const {data, error, hasNextPage, isFetchingNextPage, fetchNextPage} = useRows('imports');
  const [chosen, setChosen] = useState<ImportBatch | null>(null);
  const batches = data?.pages.flatMap(page => page.items) ?? [];
  if (!error && !batches.length) return null;
  return (
    <Card title={word('before')}>
      <ProblemNote error={error} />
      <TableBox name={word('before')}>
        <table className="table">
          <thead><tr><th scope="col">{word('at')}</th><th scope="col">{word('file')}</th><th scope="col">{t('import.kind')}</th><th scope="col">{word('who')}</th>
            <th scope="col" className="n">{word('records')}</th><th scope="col">{word('state')}</th></tr></thead>
          <tbody>
            {batches.map(one => (
              <tr key={one.batch}>
                <td>{instantText(one.at, language)}</td><td>{one.file ?? '—'} <span className="muted">{t('import.batch', {batch: one.batch})}</span></td>
                <td>{t(`import.kind.${one.kind}`)}</td><td>{one.actor}</td><td className="n">{one.records}</td>
                <td>{one.state !== 'posted' ? <Badge tone="plain">{word(`state.${one.state}`)}</Badge>
                  : mayUndo && <Button small onPress={() => setChosen(one)}>{word('undo')}<span className="hidden"> {one.file ?? one.batch}</span></Button>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
      {hasNextPage && <p><Button small isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>{word('more')}</Button></p>}
      {chosen && <Undo batch={chosen} onClose={() => setChosen(null)} />}
    </Card>
  );
}
