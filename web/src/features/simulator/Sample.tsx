// The certificate that the plan would give a customer: the first page as the server would print it, marked 見本, never a certificate.
import {useQuery} from '@tanstack/react-query';
import {useState} from 'react';
import {type Drawn, picture} from '../../api/client';
import {sum} from '../../arithmetic/share';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Choice} from '../../ui/Field';
import {Badge, Card} from '../../ui/Page';
import {usePicture} from '../../ui/picture';
import {claimed} from '../claims/claimed';
import {useNames} from '../ledger/columns';
import {givenTo, type Row, type Scenario} from './plan';
import {SIMULATOR_TEXTS} from './texts';
import type {Asked} from './useBoard';
import styles from './simulator.module.css';

/** `enough`: all of it could be given. */
export function Sample({rows, scenario, customer, asked, enough}: {rows: Row[]; scenario: Scenario; customer: string; asked: Asked; enough: boolean}) {
  const {t} = useTexts();
  const word = useWords(SIMULATOR_TEXTS);
  const names = useNames();
  const [chosen, choose] = useState('');
  const covered = rows.map(row => ({row, given: givenTo(scenario, row)})).filter(each => each.given > 0n);
  const customers = [...new Set(covered.map(each => each.row.customer))];
  const to = customer || (customers.includes(chosen) ? chosen : customers[0]);
  const own = covered.filter(each => each.row.customer === to);
  const page = useQuery({
    queryKey: ['paper', to, asked.body], enabled: own.length > 0 && enough && asked.isOfNow, retry: false,
    placeholderData: (drawn: Drawn | undefined, before) => (before?.queryKey[1] === to ? drawn : undefined), // Another customer's paper is nobody's business.
    queryFn: ({signal}) => picture('/simulate/certificate', JSON.parse(asked.body), {query: {customer: to}, signal}),
  });
  const url = usePicture(page.data?.picture);
  return (
    <Card title={<>{t('simulator.sample')} <Badge tone="plain">{t('simulator.sample_mark')}</Badge></>}>
      {!own.length && <p className="muted">{t('simulator.sample_none')}</p>}
      {own.length > 0 && !customer && customers.length > 1 && (
        <Choice label={word('paper_to')} value={to} onChange={event => choose(event.target.value)}>
          {customers.map(id => <option key={id} value={id}>{names.customer(id)}</option>)}
        </Choice>
      )}
      {own.length > 0 && (!enough || page.error) && <p className="muted">{word(enough ? 'paper_refused' : 'paper_over')}</p>}
      {own.length > 0 && enough && (
        <figure className={styles.paper} aria-busy={page.isFetching || !asked.isOfNow}>
          {url && <a href={url} target="_blank" rel="noopener" title={word('paper_open')}><img src={url} alt={word('paper_alt', {customer: names.customer(to!)})} /></a>}
          <figcaption>{claimed(t, sum(own.map(each => each.row.mass)), sum(own.map(each => each.given)))}</figcaption>
        </figure>
      )}
    </Card>
  );
}
