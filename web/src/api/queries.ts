// What screens ask the server for. Keys begin with the path, so that a write can forget what it changed.
import {type QueryClient, useInfiniteQuery, useQuery} from '@tanstack/react-query';
import {get, madeHere, Problem} from './client';
import type {Balance, Book, Explanation, FigureName, Flow, Lists, ListName, Overview, Page, Session, System} from './types';

const PAGE = 500;
const MOST = 10_000;

/** `open`: only what still waits for the step after it, a receipt for its paper, a line to be allocated to, an allocation to be certified. */
export type Filter = {
  site?: string; period?: string; customer?: string; product?: string; supplier?: string; certificate?: string; open?: true; q?: string;
};

export const useSession = () =>
  useQuery({
    queryKey: ['session'],
    staleTime: 60_000,
    queryFn: async ({signal}) => {
      try {
        return await get<Session>('/session', {}, signal);
      } catch (error) {
        if (error instanceof Problem && error.status === 401) return null;
        throw error;
      }
    },
  });

export const useBook = (enabled = true) =>
  useQuery({queryKey: ['book'], enabled, queryFn: ({signal}) => get<Book>('/book', {}, signal)});

/** Never the figures of the place that was looked at before, not even while these are on their way. */
export const useOverview = (site: string, period: string) =>
  useQuery({queryKey: ['overview', site, period], queryFn: ({signal}) => get<Overview>('/overview', {site, period}, signal)});

export const useBalance = (site: string) =>
  useQuery({queryKey: ['balance', site], queryFn: ({signal}) => get<Balance>('/balance', {site}, signal)});

export const useFlow = (site: string, period: string) =>
  useQuery({queryKey: ['flow', site, period], queryFn: ({signal}) => get<Flow>('/flow', {site, period}, signal)});

export const useExplanation = (figure: FigureName, site: string, period: string, account?: string) =>
  useQuery({
    queryKey: ['explain', figure, site, period, account],
    queryFn: ({signal}) => get<Explanation>('/explain', {figure, site, period, account}, signal),
  });

export const useSystem = () => useQuery({queryKey: ['system'], queryFn: ({signal}) => get<System>('/system', {}, signal)});

/** A list page by page; the next is fetched when somebody scrolls to it. What is searched for may change under the same rows; the place not. */
export const useRows = <Name extends ListName>(name: Name, filter: Filter = {}) =>
  useInfiniteQuery({
    queryKey: [name, filter],
    initialPageParam: '',
    queryFn: ({pageParam, signal}) =>
      get<Page<Lists[Name]>>(`/${name}`, {...filter, limit: PAGE, cursor: pageParam || undefined}, signal),
    getNextPageParam: page => page.next ?? undefined,
    placeholderData: (rows, before) => {
      const was = before?.queryKey[1] as Filter | undefined;
      return was?.site === filter.site && was?.period === filter.period ? rows : undefined;
    },
  });

/** A whole list, or a Problem where it is longer than a screen can work with: a part of it would be taken for the whole. */
export async function allRows<Name extends ListName>(name: Name, filter: Filter, signal?: AbortSignal): Promise<Lists[Name][]> {
  const rows: Lists[Name][] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    if (rows.length >= MOST) throw madeHere('list.too_long', '', {limit: MOST.toLocaleString('en')});
    const answer: Page<Lists[Name]> = await get<Page<Lists[Name]>>(`/${name}`, {...filter, limit: PAGE, cursor: cursor || undefined}, signal);
    rows.push(...answer.items);
    cursor = answer.next;
  }
  return rows;
}

/** A whole list, for names and for choosing from. */
export const useAll = <Name extends ListName>(name: Name, filter: Filter = {}, enabled = true) =>
  useQuery({queryKey: [name, 'all', filter], enabled, queryFn: ({signal}) => allRows(name, filter, signal)});

/** The lines of a period that can still be allocated to. */
export const openLines = (site: string, period: string): Filter => ({site, period, open: true});

/** After a write every figure may be another. The paper of a plan is asked for anew when its lines are there;
 * a draft is of whoever writes it. */
export const forgetFigures = (queries: QueryClient) =>
  queries.invalidateQueries({predicate: query => !['session', 'paper', 'drafts'].includes(String(query.queryKey[0]))});
