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

/** Asked a moment after the last change. */
export function useSimulation(scenario: Scenario, rows: Row[]) {
  const {site, period} = useSelection();
  const asked = useDelayed(JSON.stringify(simulateRows(scenario, rows)), PAUSE_MS);
  return useQuery({
    queryKey: ['simulate', site.site, period.from, asked],
    enabled: asked !== '[]',
    placeholderData: keepPreviousData,
    queryFn: ({signal}) =>
      post<Simulation>('/simulate', {site: site.site, period: period.from, rows: JSON.parse(asked) as unknown}, {signal}),
  });
}
