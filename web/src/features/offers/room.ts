import {useQuery} from '@tanstack/react-query';
import {get} from '../../api/client';
import type {paths} from '../../api/schema';
import {useRights} from '../../app/selection';
import {type Grams, grams} from '../../arithmetic/mass';

type Cap = paths['/api/v1/reservation-cap']['get']['responses'][200]['content']['application/json'];

/** What this seller may still hold by the manager's cap; null where no cap binds them, or nobody knows yet. */
export function useRoom(): Grams | null {
  const enabled = useRights().includes('reserve');
  const {data} = useQuery({queryKey: ['reservation-cap'], enabled, queryFn: ({signal}) => get<Cap>('/reservation-cap', {}, signal)});
  if (!data?.cap_kg || !data.held_kg) return null;
  const left = grams(data.cap_kg) - grams(data.held_kg);
  return left > 0n ? left : 0n;
}
