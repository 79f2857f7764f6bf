// The import that an address names ("?import=…", behind a to-do): a file that was handed in and left, tried once more.
import {useQuery} from '@tanstack/react-query';
import {useEffect, useState} from 'react';
import {useSearch} from 'wouter';
import {call} from '../../api/client';
import type {Import} from '../../api/types';

export function useDraft(show: (found: Import) => void) {
  const [draft, setDraft] = useState(new URLSearchParams(useSearch()).get('import') ?? '');
  const {data, error, isLoading} = useQuery({
    queryKey: ['import', draft], queryFn: () => call<Import>('GET', `/imports/${encodeURIComponent(draft)}`), enabled: draft !== '', retry: false, gcTime: 0,
  });
  useEffect(() => {
    if (data) show(data);
  }, [data, show]);
  return {error, isLoading, forget: () => setDraft('')};
}
