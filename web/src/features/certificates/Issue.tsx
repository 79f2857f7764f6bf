// W5 発行: everything that is allocated and not certified, by customer. A dry run shows what can go out and what is held back; each
// paper can be looked at beside the list, and only what is chosen there is issued.
import {useMutation, useQuery, useQueryClient} from '@tanstack/react-query';
import {useState} from 'react';
import {Link} from 'wouter';
import {fresh, post, Problem} from '../../api/client';
import {type Asked, isAsked} from '../../api/offers';
import {type Progress, postLong} from '../../api/jobs';
import {forgetFigures} from '../../api/queries';
import type {HeldBack, Issued} from '../../api/types';
import {grams, percent, tonnes} from '../../arithmetic/mass';
import {shareOf} from '../../arithmetic/share';
import {may} from '../../app/places';
import {useRoles, useSelection} from '../../app/selection';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {DateField} from '../../ui/DateField';
import {Tick} from '../../ui/Field';
import {Badge, Card, Empty, Page, ProgressBar, Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {AskedNote} from '../approvals/AskedNote';
import {useNames} from '../ledger/columns';
import styles from './certificates.module.css';
import {type Order, Preview} from './Preview';
import {CERTIFICATE_TEXTS} from './texts';
import {useUnverified} from './unverified';

type Row = Issued['issued'][number];

function Held({rows}: {rows: HeldBack[]}) {
  const {t} = useTexts();
  const names = useNames();
  if (!rows.length) return null;
  return (
    <Card tone="warning" title={<>▲ {t('issue.held', {count: rows.length})}</>}>
      <ul>{rows.map((row, at) => <li key={at}><strong>{names.customer(row.customer)}</strong> {row.allocation} {row.detail} <code>{row.code}</code></li>)}</ul>
    </Card>
  );
}

function Done({rows}: {rows: Row[]}) {
  const {t} = useTexts();
  const names = useNames();
  return (
    <Card title={t('issue.issued', {count: rows.length})}>
      {rows.length ? (
        <ul>{rows.map(row => (
          <li key={row.certificate}>
            <Badge tone="good">{t('certificate.state.live')}</Badge> {names.customer(row.customer)}{' '}
            <Link href={`/certificates/${encodeURIComponent(row.certificate)}`}>{row.certificate}</Link>
          </li>
        ))}</ul>
      ) : <Empty>{t('issue.none')}</Empty>}
    </Card>
  );
}

function Ready({rows, isTaken, take, shown, show}: {rows: Row[]; isTaken: (row: Row) => boolean; take: (rows: Row[], taken: boolean) => void; shown: string; show: (customer: string) => void}) {
  const {t} = useTexts();
  const word = useWords(CERTIFICATE_TEXTS);
  const names = useNames();
  const chosen = rows.filter(isTaken);
  return (
    <Card title={t('issue.ready', {count: rows.length})}>
      <div className="row">
        <span role="status">{word('chosen', {count: chosen.length})}</span>
        <Button small isDisabled={chosen.length === rows.length} onPress={() => take(rows, true)}>{word('all')}</Button>
        <Button small isDisabled={!chosen.length} onPress={() => take(rows, false)}>{word('none')}</Button>
      </div>
      <ul className={styles.list} aria-label={word('list')}>{rows.map(row => {
        const [mass, allocated] = [grams(row.mass_kg), grams(row.allocated_kg)];
        return (
          <li key={row.customer}>
            <Tick
              label={word('row', {customer: names.customer(row.customer), mass: tonnes(mass), allocated: tonnes(allocated), percent: percent(shareOf(allocated, mass))})}
              checked={isTaken(row)}
              onChange={event => take([row], event.target.checked)}
            />
            <Button small look="quiet" aria-current={row.customer === shown ? 'true' : undefined} aria-label={word('look_at', {customer: names.customer(row.customer)})} onPress={() => show(row.customer)}>
              {row.customer === shown && '● '}{word('look')}
            </Button>
          </li>
        );
      })}</ul>
    </Card>
  );
}

function Chosen({answer, order, issue, progress, fetching}: {
  answer: Issued; order: Order; issue: {isPending: boolean; mutate: (customers: string[]) => void}; progress: Progress | undefined; fetching: boolean;
}) {
  const {t} = useTexts();
  const mayIssue = may(useRoles(), 'issue');
  // All is chosen, also what comes to wait later, but for what waits for a verifier's statement, until somebody says otherwise.
  const [said, setSaid] = useState<Readonly<Record<string, boolean>>>({});
  const [awaiting, setAwaiting] = useState(false);
  const [looked, look] = useState('');
  const rows = answer.issued;
  const shown = rows.find(row => row.customer === looked)?.customer ?? rows[0]?.customer ?? '';
  const {unverified, isLooking, error} = useUnverified(order, rows.map(row => row.customer), awaiting);
  const isTaken = ({customer}: Row) => said[customer] ?? !unverified.includes(customer);
  const take = (these: Row[], taken: boolean) => setSaid({...said, ...Object.fromEntries(these.map(row => [row.customer, taken]))});
  function await_(next: boolean) {
    setAwaiting(next);
    setSaid(Object.fromEntries(Object.entries(said).filter(([, taken]) => !taken))); // What was taken out stays out.
  }
  const customers = rows.filter(isTaken).map(row => row.customer);
  return (
    <>
      {rows.length ? (
        <div className={styles.sides}>
          <div className="stack">
            <Ready rows={rows} isTaken={isTaken} take={take} shown={shown} show={look} />
            <ProblemNote error={error} />
            {mayIssue && (
              <div className="row">
                <Button look="primary" isDisabled={!customers.length || issue.isPending || fetching || isLooking} onPress={() => issue.mutate(customers)}>
                  {t('issue.do', {count: customers.length})}
                </Button>
                {issue.isPending && <ProgressBar label={t('issue.going')} {...progress} />}
              </div>
            )}
            <Held rows={answer.held_back} />
          </div>
          {shown && mayIssue && <Preview key={shown} customer={shown} order={order} waits={!issue.isPending} awaiting={awaiting} setAwaiting={await_} />}
        </div>
      ) : <><Empty>{t('issue.none')}</Empty><Held rows={answer.held_back} /></>}
    </>
  );
}

export default function Issue() {
  const {t} = useTexts();
  const {book, period} = useSelection();
  const queries = useQueryClient();
  const [from, setFrom] = useState(period.from);
  const [to, setTo] = useState(period.to);
  const [date, setDate] = useState(book.today);
  const [key] = useState(fresh);
  const [progress, setProgress] = useState<Progress>();
  const order = {from, to, date};
  const hasDays = [from, to, date].every(day => day !== '');
  const issue = useMutation({
    mutationFn: (customers: string[]) => postLong<Issued | Asked>('/certificates/all', {...order, customers}, {key}, setProgress),
    onSuccess: () => forgetFigures(queries),
  });
  const trial = useQuery({
    queryKey: ['certificates', 'dry-run', order], gcTime: 0, retry: false, enabled: hasDays && (issue.isIdle || issue.isError),
    queryFn: () => post<Issued>('/certificates/all', order, {query: {dry_run: true}, key: `${key}-try`}),
  });
  const nothing = trial.error instanceof Problem && trial.error.code === 'certificate.empty';
  const asked = isAsked(issue.data) ? issue.data : null;
  const posted = issue.data && !isAsked(issue.data) ? issue.data : null;
  return (
    <Page title={t('issue.title')} tabs={[{href: '/certificates', label: t('place.certificates'), here: false}, {href: '/certificates/issue', label: t('issue.title'), here: true}]} lead={t('issue.lead')}>
      <div className="stack">
        <div className="row">
          <DateField label={t('issue.from')} value={from} onChange={setFrom} disabled={issue.isSuccess} />
          <DateField label={t('issue.to')} value={to} onChange={setTo} disabled={issue.isSuccess} />
          <DateField label={t('certificate.date')} value={date} onChange={setDate} disabled={issue.isSuccess} />
        </div>
        <ProblemNote error={issue.error ?? (nothing ? null : trial.error)} />
        {nothing && <Empty>{t('issue.none')}</Empty>}
        {hasDays && trial.isPending && <Waiting />}
        {asked && <Card><AskedNote asked={asked} /></Card>}
        {posted && <><Done rows={posted.issued} /><Held rows={posted.held_back} /></>}
        {!posted && !asked && hasDays && trial.data && <Chosen answer={trial.data} order={order} issue={issue} progress={progress} fetching={trial.isFetching} />}
      </div>
    </Page>
  );
}
