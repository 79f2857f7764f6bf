// A list as a real <table>, of which only the rows in sight are in the page. Sorting is offered once all rows are there.
import {createColumnHelper, createSortedRowModel, rowSortingFeature, sortFn_alphanumeric, tableFeatures, useTable} from '@tanstack/react-table';
import {useVirtualizer} from '@tanstack/react-virtual';
import {type KeyboardEvent, type ReactNode, useMemo, useRef} from 'react';
import {useTexts} from '../i18n';
import {Button} from './Button';
import {composing, useShortcuts} from './keys';
import {Empty, Waiting} from './Page';
import {sheetOf} from './sheet';
import styles from './table.module.css';
import {TableDeeds} from './TableDeeds';

/** `text` is what is copied, saved, filtered by eye and sorted; `show` is what is seen, where that is more than text. */
export type Column<Row> = {id: string; name: string; text: (row: Row) => string; show?: (row: Row) => ReactNode; numeric?: boolean; width?: string};

/** What can be done to a row: a button in it, and a key while the focus is in it. `of` names the row. */
export type RowAction<Row> = {heading: string; name: string; of: (row: Row) => string; keys: string; can: (row: Row) => boolean; run: (row: Row) => void};

type Props<Row extends object> = {
  name: string; columns: Column<Row>[]; rows: readonly Row[]; rowKey: (row: Row) => string; pending?: boolean; more?: () => void;
  hasMore?: boolean; all?: () => Promise<readonly Row[]>; empty?: ReactNode; csv?: () => void; controls?: ReactNode; dim?: (row: Row) => boolean; action?: RowAction<Row>;
};

const features = tableFeatures({rowSortingFeature, sortedRowModel: createSortedRowModel(), sortFns: {alphanumeric: sortFn_alphanumeric}});
const ROW_HEIGHT = 41;

/** Numbers as numbers, all else by the letters. */
const sortValue = (column: {numeric?: boolean}, text: string): string | number =>
  column.numeric ? Number(text.replaceAll(',', '')) || 0 : text;

export function DataTable<Row extends object>({name, columns, rows, rowKey, pending, more, hasMore, all, empty, csv, controls, dim, action}: Props<Row>) {
  const {t} = useTexts();
  const scroller = useRef<HTMLDivElement>(null);
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>();
    return columns.map(column => helper.accessor(row => sortValue(column, column.text(row)), {
      id: column.id, header: column.name, sortFn: column.numeric ? 'basic' as never : 'alphanumeric',
    }));
  }, [columns]);
  const data = useMemo(() => rows as Row[], [rows]);
  const table = useTable({features, columns: definitions as never[], data, getRowId: rowKey, enableSorting: !hasMore});
  const lines = table.getRowModel().rows;
  const sorting = table.state.sorting;
  const virtual = useVirtualizer({
    count: lines.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_HEIGHT, overscan: 12,
    initialRect: {width: 1000, height: 600},
  });
  const items = virtual.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);

  /** The place of the row that has the focus. */
  function here(): number | undefined {
    const place = scroller.current?.contains(document.activeElement) ? document.activeElement?.closest<HTMLElement>('[data-index]')?.dataset.index : undefined;
    return place === undefined ? undefined : Number(place);
  }
  function act() {
    const place = here();
    const row = place === undefined ? undefined : (lines[place]?.original as Row | undefined);
    if (row && action?.can(row)) action.run(row);
  }
  useShortcuts(action ? {[action.keys]: act, F2: act} : {});
  /** The arrows go from row to row; the first from the list itself. */
  function onKeyDown(event: KeyboardEvent) {
    const step = {ArrowUp: -1, ArrowDown: 1}[event.key];
    if (!action || !step || composing(event) || event.ctrlKey || event.altKey) return;
    const to = Math.min(lines.length - 1, Math.max(0, (here() ?? items[0]!.index - step) + step));
    event.preventDefault();
    const focus = () => scroller.current?.querySelector<HTMLElement>(`[data-index="${to}"]`)?.focus();
    focus();
    virtual.scrollToIndex(to);
    if (here() !== to) requestAnimationFrame(focus); // It is not in the page before it is in sight.
  }

  const shown = () => sheetOf(columns, lines.map(line => line.original as Row));

  function onScroll() {
    const box = scroller.current;
    if (box && hasMore && box.scrollTop + box.clientHeight > box.scrollHeight - 800) more?.();
  }

  return (
    <div className={styles.list}>
      <div className={styles.bar}>
        {controls}
        <span role="status" className="muted">{t(hasMore ? 'list.count_more' : 'list.count', {count: lines.length})}</span>
        <TableDeeds title={name} isDisabled={!lines.length} sheet={shown} whole={hasMore && all ? async () => sheetOf(columns, await all()) : undefined} />
        {csv && <Button small onPress={csv}>{t('list.csv')}</Button>}
      </div>
      {pending && !rows.length ? <Waiting /> : !rows.length ? <Empty>{empty ?? t('list.empty')}</Empty> : (
        <div ref={scroller} onScroll={onScroll} onKeyDown={onKeyDown} className={styles.scroller} tabIndex={0} role="region" aria-label={name}>
          <table className={styles.table} aria-rowcount={hasMore ? -1 : lines.length + 1}>
            <thead>
              <tr>
                {columns.map(column => {
                  const way = sorting.find(one => one.id === column.id);
                  return (
                    <th key={column.id} scope="col" className={column.numeric ? styles.numeric : undefined} style={{width: column.width}}
                      aria-sort={way ? (way.desc ? 'descending' : 'ascending') : undefined}>
                      {hasMore ? column.name : (
                        <button type="button" className={styles.sort} onClick={() => table.getColumn(column.id)?.toggleSorting()}>
                          {column.name} <span aria-hidden="true">{way ? (way.desc ? '▼' : '▲') : '⇅'}</span>
                        </button>
                      )}
                    </th>
                  );
                })}
                {action && <th scope="col">{action.heading}</th>}
              </tr>
            </thead>
            <tbody>
              {above > 0 && <tr aria-hidden="true"><td colSpan={columns.length + (action ? 1 : 0)} style={{height: above, padding: 0, border: 0}} /></tr>}
              {items.map(item => {
                const line = lines[item.index]!;
                const row = line.original as Row;
                return (
                  <tr key={line.id} data-index={item.index} ref={virtual.measureElement} aria-rowindex={item.index + 2} tabIndex={action && -1} className={dim?.(row) ? styles.dim : undefined}>
                    {columns.map(column => (
                      <td key={column.id} className={column.numeric ? styles.numeric : undefined}>{column.show ? column.show(row) : column.text(row)}</td>
                    ))}
                    {action && <td>{action.can(row) && <Button small aria-label={`${action.name} ${action.of(row)}`} onPress={() => action.run(row)}>{action.name}</Button>}</td>}
                  </tr>
                );
              })}
              {below > 0 && <tr aria-hidden="true"><td colSpan={columns.length + (action ? 1 : 0)} style={{height: below, padding: 0, border: 0}} /></tr>}
            </tbody>
          </table>
        </div>
      )}
      {hasMore && rows.length > 0 && <Button small onPress={more}>{t('list.more')}</Button>}
    </div>
  );
}
