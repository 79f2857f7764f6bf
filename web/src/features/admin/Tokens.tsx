// The API tokens of programs: what each may do, until when, and who made it.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {useCallback, useMemo, useState} from 'react';
import {call} from '../../api/client';
import type {Token} from '../../api/types';
import {useTexts} from '../../i18n';
import {instantText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import type {Column} from '../../ui/DataTable';
import {Badge} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {List} from '../ledger/List';
import {NewToken} from './NewToken';
import {ADMIN_TEXTS} from './texts';
import {isOver} from './tokens';

/** `owner`: whose alone; an administrator is told of all. */
export function Tokens({owner}: {owner?: string}) {
  const {language} = useTexts();
  const word = useWords(ADMIN_TEXTS);
  const queries = useQueryClient();
  const [making, setMaking] = useState(false);
  const {mutate: end, error} = useMutation({
    mutationFn: (token: string) => call('DELETE', `/tokens/${encodeURIComponent(token)}`),
    onSuccess: () => queries.invalidateQueries({queryKey: ['tokens']}),
  });
  const keep = useCallback((row: Token) => !owner || row.owner === owner, [owner]);
  const columns = useMemo<Column<Token>[]>(() => {
    const until = (row: Token) => instantText(row.expires_at, language);
    return [
      {id: 'name', name: word('name'), text: row => row.name},
      {id: 'owner', name: word('owner'), text: row => row.owner},
      {id: 'scopes', name: word('scopes'), text: row => row.scopes.map(scope => word(`scope.${scope}`)).join(', ')},
      {id: 'created', name: word('created'), text: row => instantText(row.created_at, language)},
      {id: 'expires', name: word('expires'), text: until, show: row => <>{until(row)} {isOver(row, Date.now()) && <Badge tone="warn">{word('over')}</Badge>}</>},
      {id: 'used', name: word('used'), text: row => (row.last_used_at ? instantText(row.last_used_at, language) : '—')},
      {id: 'end', name: word('column'), text: () => '', show: row => <Button small look="danger" onPress={() => end(row.token)}>{word('end')}<span className="hidden"> {row.name}</span></Button>},
    ];
  }, [word, language, end]);
  return (
    <>
      <h2>{word('tokens')}</h2>
      <ProblemNote error={error} />
      <p><Button onPress={() => setMaking(true)}>{word('token_new')}</Button></p>
      <List list="tokens" keep={keep} title={word('tokens')} columns={columns} rowKey={row => row.token} />
      {making && <NewToken onClose={() => setMaking(false)} />}
    </>
  );
}
