// Whose certificate would say that nobody verified its period: only the draft of each knows all that it is about.
import {useQuery} from '@tanstack/react-query';
import {post} from '../../api/client';
import type {CertificateDraft} from '../../api/types';
import type {Order} from './Preview';

/** `isAsked`: nothing is looked at before somebody wants to know; one draft after another, for each is a trial of its own. */
export function useUnverified(order: Order, customers: readonly string[], isAsked: boolean) {
  const {data, error, isFetching} = useQuery({
    queryKey: ['certificates', 'unverified', order, customers], retry: false, enabled: isAsked,
    queryFn: async ({signal}) => {
      const found: string[] = [];
      for (const customer of customers) {
        const draft = await post<CertificateDraft>('/certificates/draft', {...order, customer}, {signal});
        if (draft.unverified !== null) found.push(customer);
      }
      return found;
    },
  });
  return {unverified: (isAsked && data) || [], isLooking: isAsked && isFetching, error: isAsked ? error : null};
}
