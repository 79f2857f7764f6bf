// The board of one site and period, how it is kept, and what the server says of the plan on it.
import {keepPreviousData, useQuery} from '@tanstack/react-query';
import {type SetStateAction, useCallback, useEffect, useMemo, useState} from 'react';
import {post} from '../../api/client';
import {Keeper, type Kept, readDraft, type Saving} from '../../api/drafts';
import type {Simulation} from '../../api/types';
import {useSelection} from '../../app/selection';
import {type Board, boardOf, emptyBoard, pack, type Row, type Scenario, simulateRows, unpack} from './plan';

const PAUSE_MS = 250;

/** What the server keeps of this person's plans for a site and period; asked for anew whenever the simulator is opened. */
export function useKept(key: string) {
  return useQuery({
    queryKey: ['drafts', key], queryFn: ({signal}) => readDraft(key, signal), gcTime: 0, staleTime: Infinity, refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** `board`: as it was changed last; `change`: that of a customer. Who is only looked at is not kept. */
export type KeptBoard = {
  board: Board; change: (customer: string, next: SetStateAction<Board>) => void; saving: Saving; overwrite: () => Promise<void>;
};

/** Begins with what was kept; what changes is kept, at the latest when the screen is left. */
export function useBoard(key: string, kept: Kept, names: string[]): KeptBoard {
  const [board, setBoard] = useState<Board>(() => unpack(kept.draft) ?? emptyBoard(names));
  const [saving, setSaving] = useState<Saving>({state: 'kept', saved_at: kept.saved_at});
  const [keeper] = useState(() => new Keeper(key, kept, pack(board), setSaving));
  useEffect(() => keeper.change(() => pack(board)), [keeper, board]);
  useEffect(() => {
    const leave = () => void (document.visibilityState === 'hidden' && keeper.flush(true));
    document.addEventListener('visibilitychange', leave);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      void keeper.flush();
    };
  }, [keeper]);
  const change = useCallback((customer: string, next: SetStateAction<Board>) =>
    setBoard(now => (typeof next === 'function' ? next(boardOf(now, customer)) : next)), []);
  return {board, change, saving, overwrite: () => keeper.overwrite()};
}

function useDelayed<Value>(value: Value, ms: number): Value {
  const [late, setLate] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLate(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return late;
}

/** What the server is asked, a moment after the plan's last change, and whether it is still that plan. */
export type Asked = {body: string; isOfNow: boolean};

/** Credits count up to the day `until`, else to the end of the period. */
export function useAsked(scenario: Scenario, rows: Row[], byMass: boolean, until?: string): Asked {
  const {site, period} = useSelection();
  const now = useMemo(() => JSON.stringify({site: site.site, period: period.from, date: until, rows: simulateRows(scenario, rows, byMass)}),
    [site, period, until, scenario, rows, byMass]);
  const body = useDelayed(now, PAUSE_MS);
  return {body, isOfNow: body === now};
}

export const useSimulation = ({body}: Asked) =>
  useQuery({
    queryKey: ['simulate', body],
    placeholderData: keepPreviousData,
    queryFn: ({signal}) => post<Simulation>('/simulate', JSON.parse(body), {signal}),
  });
