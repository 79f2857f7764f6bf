// One list of the ledger: search on the server, pages of 500, saved whole.
import {type ReactNode, useMemo, useState} from 'react';
import {download} from '../../api/client';
import {allRows, type Filter, useRows} from '../../api/queries';
import type {ListName, Lists} from '../../api/types';
import {useTexts} from '../../i18n';
import {type Column, DataTable, type RowAction} from '../../ui/DataTable';
import {composing} from '../../ui/keys';
import {ProblemNote} from '../../ui/Problem';
import styles from './ledger.module.css';

type Props<Name extends ListName> = {
  list: Name; filter?: Filter; title: string; columns: Column<Lists[Name]>[]; rowKey: (row: Lists[Name]) => string; empty?: ReactNode;
  dim?: (row: Lists[Name]) => boolean; keep?: (row: Lists[Name]) => boolean; controls?: ReactNode; action?: RowAction<Lists[Name]>;
};

export function List<Name extends ListName>({list, filter = {}, title, columns, rowKey, empty, dim, keep, controls, action}: Props<Name>) {
  const {t} = useTexts();
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  const [refused, setRefused] = useState<unknown>(null);
  const asked = useMemo(() => ({...filter, ...(q && {q})}), [filter, q]);
  const {data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage} = useRows(list, asked);
  const rows = useMemo(() => {
    const all = (data?.pages ?? []).flatMap(page => page.items as Lists[Name][]);
    return keep ? all.filter(keep) : all;
  }, [data, keep]);
  return (
    <>
      <ProblemNote error={error ?? refused} />
      <DataTable
        name={title} columns={columns} rows={rows} rowKey={rowKey} pending={isPending} empty={empty} dim={dim} action={action} hasMore={hasNextPage}
        more={() => !isFetchingNextPage && void fetchNextPage()}
        all={async () => (await allRows(list, asked)).filter(row => !keep || keep(row))}
        csv={() => void download(`/${list}`, `${list}.csv`, asked, 'text/csv').catch(setRefused)}
        controls={<>
          <label className={styles.search}>
            <span className="hidden">{t('list.search', {title})}</span>
            <input
              type="search" data-search placeholder={t('list.search_hint')} value={typed} onChange={event => setTyped(event.target.value)}
              onKeyDown={event => event.key === 'Enter' && !composing(event) && setQ(typed.trim())} onBlur={() => setQ(typed.trim())}
            />
          </label>
          {controls}
        </>}
      />
    </>
  );
}
