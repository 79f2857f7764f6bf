// W5 発行: everything that is allocated and not certified, by customer. A dry run shows what can go out and what is held back.
import {useMutation, useQuery, useQueryClient} from '@tanstack/react-query';
import {useState} from 'react';
import {Link} from 'wouter';
import {fresh, post, Problem} from '../../api/client';
import {type Asked, isAsked} from '../../api/offers';
import {type Progress, postLong} from '../../api/jobs';
import {forgetFigures} from '../../api/queries';
import type {HeldBack, Issued} from '../../api/types';
import {may} from '../../app/places';
import {useRoles, useSelection} from '../../app/selection';
import {useTexts} from '../../i18n';
import {Button} from '../../ui/Button';
import {TextField} from '../../ui/Field';
import {Badge, Card, Empty, Page, ProgressBar, Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {AskedNote} from '../approvals/AskedNote';
import {useNames} from '../ledger/columns';

function Held({rows}: {rows: HeldBack[]}) {
  const {t} = useTexts();
  const names = useNames();
  if (!rows.length) return null;
  return (
    <Card tone="warning" title={t('issue.held', {count: rows.length})}>
      <ul>{rows.map((row, at) => <li key={at}><strong>{names.customer(row.customer)}</strong> {row.detail} <code>{row.code}</code></li>)}</ul>
    </Card>
  );
}

export default function Issue() {
  const {t} = useTexts();
  const {book, period} = useSelection();
  const roles = useRoles();
  const queries = useQueryClient();
  const names = useNames();
  const [from, setFrom] = useState(period.from);
  const [to, setTo] = useState(period.to);
  const [date, setDate] = useState(book.today);
  const [key] = useState(fresh);
  const [progress, setProgress] = useState<Progress>();
  const order = {from, to, date};
  const issue = useMutation({
    mutationFn: () => postLong<Issued | Asked>('/certificates/all', order, {key}, setProgress),
    onSuccess: () => forgetFigures(queries),
  });
  const trial = useQuery({
    queryKey: ['certificates', 'dry-run', order], gcTime: 0, retry: false, enabled: issue.isIdle || issue.isError,
    queryFn: () => post<Issued>('/certificates/all', order, {query: {dry_run: true}, key: `${key}-try`}),
  });
  const nothing = trial.error instanceof Problem && trial.error.code === 'certificate.empty';
  const asked = isAsked(issue.data) ? issue.data : null;
  const posted = issue.data && !isAsked(issue.data) ? issue.data : null;
  const answer = posted ?? trial.data;
  return (
    <Page title={t('issue.title')} tabs={[{href: '/certificates', label: t('place.certificates'), here: false}, {href: '/certificates/issue', label: t('issue.title'), here: true}]} lead={t('issue.lead')}>
      <div className="row">
        <TextField type="date" label={t('issue.from')} value={from} onChange={event => setFrom(event.target.value)} disabled={issue.isSuccess} />
        <TextField type="date" label={t('issue.to')} value={to} onChange={event => setTo(event.target.value)} disabled={issue.isSuccess} />
        <TextField type="date" label={t('certificate.date')} value={date} onChange={event => setDate(event.target.value)} disabled={issue.isSuccess} />
      </div>
      <ProblemNote error={issue.error ?? (nothing ? null : trial.error)} />
      {nothing && <Empty>{t('issue.none')}</Empty>}
      {trial.isPending && <Waiting />}
      {asked && <Card><AskedNote asked={asked} /></Card>}
      {answer && !asked && (
        <div className="stack">
          <Card title={t(posted ? 'issue.issued' : 'issue.ready', {count: answer.issued.length})}>
            {answer.issued.length ? (
              <ul>{answer.issued.map(row => (
                <li key={row.certificate || row.customer}>
                  <Badge tone="good">{t(posted ? 'certificate.state.live' : 'issue.can')}</Badge> {names.customer(row.customer)}{' '}
                  {posted && <Link href={`/certificates/${encodeURIComponent(row.certificate)}`}>{row.certificate}</Link>}
                </li>
              ))}</ul>
            ) : <Empty>{t('issue.none')}</Empty>}
          </Card>
          <Held rows={answer.held_back} />
          {!posted && may(roles, 'issue') && (
            <div className="row">
              <Button look="primary" isDisabled={!answer.issued.length || issue.isPending || trial.isFetching} onPress={() => issue.mutate()}>
                {t('issue.do', {count: answer.issued.length})}
              </Button>
              {issue.isPending && <ProgressBar label={t('issue.going')} {...progress} />}
            </div>
          )}
        </div>
      )}
    </Page>
  );
}
