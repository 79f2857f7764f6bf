// Which site and period all screens speak of, who is signed in, and whether a customer looks at the screen (商談モード, R12).
import {createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useState} from 'react';
import {useSearch} from 'wouter';
import {navigate} from 'wouter/use-browser-location';
import type {Book, Kg, Period, Role, Session, SitePeriods} from '../api/types';

type Selection = {
  book: Book; site: SitePeriods; period: Period; choose: (site: string, period: string) => void; step: (by: number) => void;
};
const SelectionContext = createContext<Selection | null>(null);
const SessionContext = createContext<Session | null>(null);
/** Whose meeting it is, and how much is on offer in it: all that may be seen of the mill. */
export type Meeting = {customer: string; amount_kg: Kg};
type MeetingState = {meeting: Meeting | null; meet: (meeting: Meeting | null) => void};
const MeetingContext = createContext<MeetingState>({meeting: null, meet: () => {}});
const KEPT = 'tenbin.selection';
const KEPT_MEETING = 'tenbin.meeting'; // A page that is loaded again must not show what was hidden.

function kept<Value>(key: string): Value | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as Value | null;
  } catch {
    return null;
  }
}

/** The oldest open period that has begun is where the work is. */
function current(site: SitePeriods, today: string): Period | undefined {
  return site.periods.find(period => !period.closed && period.from <= today) ?? site.periods.at(-1);
}

/** What an address names ("?site=HQ&period=2026-06-01", such as the rows behind a figure) goes before what was chosen. */
export function SelectionProvider({book, children}: {book: Book; children: ReactNode}) {
  const [chosen, setChosen] = useState(() => kept<{site: string; period: string}>(KEPT));
  const search = useSearch();
  const value = useMemo<Selection | null>(() => {
    const named = new URLSearchParams(search);
    const siteOf = (id?: string | null) => book.sites.find(one => one.site === id);
    const site = siteOf(named.get('site')) ?? siteOf(chosen?.site) ?? book.sites[0];
    const periodOf = (from?: string | null) => site?.periods.find(one => one.from === from);
    const period = periodOf(named.get('period')) ?? periodOf(chosen?.period) ?? (site && current(site, book.today));
    if (!site || !period) return null;
    const choose = (nextSite: string, nextPeriod: string) => {
      const next = {site: nextSite, period: nextPeriod};
      sessionStorage.setItem(KEPT, JSON.stringify(next));
      setChosen(next);
    };
    const step = (by: number) => {
      const next = site.periods[site.periods.indexOf(period) + by];
      if (next) choose(site.site, next.from);
    };
    return {book, site, period, choose, step};
  }, [book, chosen, search]);
  useLayoutEffect(() => { // Followed once: an address that stayed would soon name another period than the one shown.
    const rest = new URLSearchParams(search);
    if (!value || !(rest.has('site') || rest.has('period'))) return;
    value.choose(value.site.site, value.period.from);
    rest.delete('site');
    rest.delete('period');
    navigate(`${window.location.pathname}${String(rest) && `?${rest}`}`, {replace: true});
  }, [value, search]);
  return <SelectionContext.Provider value={value}>{children}</SelectionContext.Provider>;
}

export function SessionProvider({session, children}: {session: Session; children: ReactNode}) {
  const [meeting, setMeeting] = useState(() => kept<Meeting>(KEPT_MEETING));
  const value = useMemo<MeetingState>(() => ({meeting, meet: next => {
    sessionStorage.setItem(KEPT_MEETING, JSON.stringify(next));
    setMeeting(next);
  }}), [meeting]);
  return (
    <SessionContext.Provider value={session}>
      <MeetingContext.Provider value={value}>{children}</MeetingContext.Provider>
    </SessionContext.Provider>
  );
}

/** Null while the book has no site yet. */
export const useMaybeSelection = (): Selection | null => useContext(SelectionContext);

export function useSelection(): Selection {
  const selection = useContext(SelectionContext);
  if (!selection) throw new Error('no site');
  return selection;
}

function useSignedIn(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('nobody is signed in');
  return session;
}

export const usePerson = (): Session['person'] => useSignedIn().person;
export const useRights = (): string[] => useSignedIn().rights;

export const useRoles = (): Role[] => usePerson().roles;
export const useMeeting = () => useContext(MeetingContext);
