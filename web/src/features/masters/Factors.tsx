// 係数: the emission factors in force, since when, by whom and why. Another one is registered, never this one rewritten.
import {useMemo} from 'react';
import type {Factor} from '../../api/types';
import {useTexts} from '../../i18n';
import {dayText, instantText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import type {Column} from '../../ui/DataTable';
import {Badge} from '../../ui/Page';
import {List} from '../ledger/List';
import {MASTER_TEXTS} from './texts';

export function Factors() {
  const {t, language} = useTexts();
  const word = useWords(MASTER_TEXTS);
  const columns = useMemo<Column<Factor>[]>(() => {
    const day = (text: string | null) => (text ? dayText(text, language) : '');
    const id = (row: Factor) => (row.kind === 'default' ? word(`default.${row.id}` as 'default.recycled') : row.id);
    return [
      {id: 'kind', name: word('kind'), text: row => word(`kind.${row.kind}`), show: row => <Badge tone="plain">{word(`kind.${row.kind}`)}</Badge>},
      {id: 'id', name: t('masters.code'), text: id},
      {id: 'factor', name: word('factor'), text: row => row.factor_kgco2e_per_kg, numeric: true},
      {id: 'from', name: word('from'), text: row => day(row.from) || word('since_registered')},
      {id: 'to', name: word('to'), text: row => day(row.to)},
      {id: 'at', name: word('at'), text: row => (row.at ? instantText(row.at, language) : '')},
      {id: 'actor', name: word('actor'), text: row => row.actor ?? ''},
      {id: 'approved', name: word('approved_by'), text: row => row.approved_by ?? ''},
      {id: 'reason', name: word('reason'), text: row => row.reason ?? ''},
    ];
  }, [t, word, language]);
  return (
    <>
      <p>{word('factor_rows')}</p>
      <List list="factors" title={word('factors')} columns={columns} rowKey={row => `${row.kind} ${row.id}`} />
    </>
  );
}
