// W1 概況: what is left, what to do, the last twelve months, both footprints, certificates, verification.
import {useOverview} from '../../api/queries';
import type {Overview as Data, Todo} from '../../api/types';
import {Door} from '../../app/Door';
import {useSelection} from '../../app/selection';
import {useTexts} from '../../i18n';
import {dayText, periodText} from '../../i18n/dates';
import {perTonne} from '../../ui/emissions';
import {Figure, Mass} from '../../ui/Figure';
import {Badge, Card, Page, Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {percent} from '../../arithmetic/mass';
import {MonthsChart} from './MonthsChart';
import styles from './overview.module.css';

/** What is late or wrong, what soon will be, what has time: by a mark, a word and a colour. */
const MARKS: Record<Todo['urgency'], string> = {late: '▲', soon: '●', other: '○'};

/** Which of the rows are meant, where the list shows others at first. */
const MORE: Partial<Record<Todo['code'], string>> = {reservations_expired: '&state=expired'};

function Todos({todos}: {todos: Todo[]}) {
  const {t, has} = useTexts();
  if (!todos.length) return <p>✓ {t('overview.todo_none')}</p>;
  return (
    <ul className={styles.todos}>
      {todos.map(todo => {
        const key = `todo.${todo.code}`;
        return (
          <li key={todo.href + todo.code} className={styles[todo.urgency]}>
            <span aria-hidden="true">{MARKS[todo.urgency]}</span>{' '}
            {todo.urgency !== 'other' && <span className="hidden">{t(`todo.urgency.${todo.urgency}`)}: </span>}
            <Door href={todo.href + (MORE[todo.code] ?? '')}>{has(key) ? t(key, {count: todo.count, days: todo.days ?? 0}) : `${todo.code} (${todo.count})`}</Door>
            {todo.mass_kg && <> <Mass kg={todo.mass_kg} /></>}
          </li>
        );
      })}
    </ul>
  );
}

function Figures({data}: {data: Data}) {
  const {t} = useTexts();
  const sums = data.balance;
  return (
    <dl className={styles.figures}>
      <div><dt>{t('figure.total_input')}</dt><dd><Figure figure="total_input" kg={sums.total_input_kg} label="">{null}</Figure></dd></div>
      <div><dt>{t('figure.renewable_input')}</dt><dd><Figure figure="renewable_input" kg={sums.renewable_input_kg} label="">{null}</Figure></dd></div>
      <div><dt>{t('figure.input_share')}</dt><dd><Figure figure="input_share" value={`${percent(sums.input_share_ppm)} %`} label="">{null}</Figure></dd></div>
      <div><dt>{t('figure.output')}</dt><dd><Figure figure="output" kg={sums.output_kg} label="">{null}</Figure></dd></div>
      <div><dt>{t('figure.unbacked')}</dt><dd><Figure figure="unbacked" kg={sums.unbacked_kg} label="">{null}</Figure></dd></div>
      <div><dt>{t('figure.opening')}</dt><dd><Figure figure="opening" kg={sums.opening_kg} label="">{null}</Figure></dd></div>
      <div><dt>{t('figure.reserved')}</dt><dd><Figure figure="reserved" kg={sums.reserved_kg} label="">{null}</Figure></dd></div>
    </dl>
  );
}

function Footprint({data}: {data: Data}) {
  const {t} = useTexts();
  if (!data.footprint) return <p>{t('overview.footprint_none')}</p>;
  return (
    <>
      <dl className={styles.pair}>
      <div><dt>{t('footprint.with')}</dt><dd><Figure figure="footprint_with" value={perTonne(data.footprint.with_kgco2e_per_kg)} label="">{null}</Figure></dd></div>
      <div><dt>{t('footprint.without')}</dt><dd><Figure figure="footprint_without" value={perTonne(data.footprint.without_kgco2e_per_kg)} label="">{null}</Figure></dd></div>
      </dl>
      <p className="muted">t-CO₂e/t · {t('overview.footprint_note')} <Door href="/balance">{t('place.balance')}</Door></p>
    </>
  );
}

export default function Overview() {
  const {t, language, has} = useTexts();
  const {site, period} = useSelection();
  const {data, error} = useOverview(site.site, period.from);
  const verification = data?.verification;
  const kind = verification && `verification.${verification.kind}`;
  const level = verification && `verification.${verification.level}`;
  return (
    <Page title={`${t('place.overview')} ${periodText(period.from, period.to, language)}`}>
      <ProblemNote error={error} />
      {!data && !error && <Waiting />}
      {data && (
        <div className="grid">
          <Card title={t('overview.todo', {count: data.todos.length})} tone={data.todos.length ? 'warning' : 'plain'}><Todos todos={data.todos} /></Card>
          <Card title={t('overview.months')}><MonthsChart months={data.months} /></Card>
          <Card title={t('overview.input')}><Figures data={data} /></Card>
          <Card title={t('overview.footprint')}><Footprint data={data} /></Card>
          <Card title={t('place.certificates')}>
            <dl className={styles.figures}>
              <div><dt>{t('certificate.issued')}</dt><dd><Door href="/certificates">{data.certificates.issued}</Door></dd></div>
              <div><dt>{t('certificate.replaced')}</dt><dd><Door href="/certificates">{data.certificates.replaced}</Door></dd></div>
              <div><dt>{t('certificate.revoked')}</dt><dd><Door href="/certificates">{data.certificates.revoked}</Door></dd></div>
            </dl>
          </Card>
          <Card title={t('overview.verification')}>
            {verification ? (
              <p><Badge tone="good">{kind && has(kind) ? t(kind) : verification.kind}({level && has(level) ? t(level) : verification.level})</Badge>{' '}
                {verification.verifier} · {dayText(verification.from, language)}–{dayText(verification.to, language)}</p>
            ) : <p><Badge tone="plain">{t('overview.verification_none')}</Badge></p>}
          </Card>
        </div>
      )}
    </Page>
  );
}
