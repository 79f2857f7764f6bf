// The board of one site and period, and what the server says of the plan on it.
import {keepPreviousData, useQuery} from '@tanstack/react-query';
import {useEffect, useState} from 'react';
import {post} from '../../api/client';
import type {Simulation} from '../../api/types';
import {useSelection} from '../../app/selection';
import {type Board, emptyScenario, pack, type Row, type Scenario, simulateRows, unpack} from './plan';

const PAUSE_MS = 250;

/** Kept in this browser, so that leaving loses nothing. */
export function useBoard(place: string, names: string[]): [Board, (next: Board) => void] {
  const kept = `tenbin.scenarios.${place}`;
  const [board, setBoard] = useState<Board>(() =>
    ({scenarios: unpack(localStorage.getItem(kept)) ?? names.map(emptyScenario), at: 0, undo: []}));
  useEffect(() => localStorage.setItem(kept, pack(board)), [kept, board]);
  return [board, setBoard];
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
export function useAsked(scenario: Scenario, rows: Row[], until?: string): Asked {
  const {site, period} = useSelection();
  const now = JSON.stringify({site: site.site, period: period.from, date: until, rows: simulateRows(scenario, rows)});
  const body = useDelayed(now, PAUSE_MS);
  return {body, isOfNow: body === now};
}

export const useSimulation = ({body}: Asked) =>
  useQuery({
    queryKey: ['simulate', body],
    placeholderData: keepPreviousData,
    queryFn: ({signal}) => post<Simulation>('/simulate', JSON.parse(body), {signal}),
  });
