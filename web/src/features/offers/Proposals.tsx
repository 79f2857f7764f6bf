// 提案: what was sent to customers, whether they looked, and what they answered.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {useMemo, useState} from 'react';
import {Link} from 'wouter';
import {call} from '../../api/client';
import {type Proposal, useItems} from '../../api/offers';
import {useTexts} from '../../i18n';
import {dayText, instantText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {type Column, DataTable} from '../../ui/DataTable';
import {Badge, Page} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {mass, useNames} from '../ledger/columns';
import {Countdown} from './Pieces';
import {OFFER_TEXTS} from './texts';

const TONE = {open: 'warn', accepted: 'good', expired: 'plain', withdrawn: 'plain'} as const;

export default function Proposals() {
  const {t, language} = useTexts();
  const word = useWords(OFFER_TEXTS);
  const names = useNames();
  const queries = useQueryClient();
  const [said, setSaid] = useState('');
  const {data, error, isPending} = useItems<Proposal>('/proposals');
  const {mutate: withdraw, error: refused} = useMutation({
    mutationFn: (row: Proposal) => call('DELETE', `/proposals/${encodeURIComponent(row.proposal)}`),
    onSuccess: () => {
      setSaid(word('withdrawn'));
      return queries.invalidateQueries({queryKey: ['proposals']});
    },
  });
  const columns = useMemo<Column<Proposal>[]>(() => {
    const answer = (row: Proposal) => (row.accepted_by && row.accepted_at ? word('accepted', {name: row.accepted_by, at: instantText(row.accepted_at, language)}) : '');
    return [
      {id: 'number', name: word('number'), text: row => row.proposal},
      {id: 'customer', name: word('customer'), text: row => names.customer(row.customer)},
      {id: 'title', name: word('title'), text: row => row.title},
      {id: 'period', name: t('shell.period'), text: row => dayText(row.period, language)},
      {id: 'mass', name: word('mass'), text: row => mass(row.allocated_kg), numeric: true},
      {id: 'state', name: word('state'), text: row => word(`proposal.${row.state}`), show: row => <Badge tone={TONE[row.state]}>{word(`proposal.${row.state}`)}</Badge>},
      {
        id: 'until', name: word('until'), text: row => instantText(row.expires_at, language),
        show: row => <>{instantText(row.expires_at, language)} {row.state === 'open' && <Countdown until={row.expires_at} />}</>,
      },
      {id: 'seen', name: word('seen'), text: row => word('seen_count', {count: row.seen}), numeric: true},
      {
        id: 'answer', name: word('answer'), text: row => `${answer(row)} ${row.comment ?? ''}`.trim(),
        show: row => <>{answer(row)} {row.comment && <>「{row.comment}」</>} {row.reservation && <Link href="/reservations">{word('reservation', {number: row.reservation})}</Link>}</>,
      },
      {
        id: 'do', name: word('do'), text: () => '',
        show: row => row.state === 'open' && <Button small look="danger" onPress={() => withdraw(row)}>{word('withdraw')}<span className="hidden"> {row.proposal}</span></Button>,
      },
    ];
  }, [word, t, names, language, withdraw]);
  return (
    <Page title={t('place.proposals')} lead={word('proposals_lead')}>
      <ProblemNote error={error ?? refused} />
      <p role="status">{said && <>✓ {said}</>}</p>
      <DataTable name={t('place.proposals')} columns={columns} rows={data ?? []} rowKey={row => row.proposal} pending={isPending} empty={word('proposals_none')} dim={row => row.state === 'withdrawn' || row.state === 'expired'} />
    </Page>
  );
}
