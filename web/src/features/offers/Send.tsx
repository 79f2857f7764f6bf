// この案を送る: the plan behind a link with a PIN; both are said once.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {useState} from 'react';
import {Link} from 'wouter';
import {fresh, post} from '../../api/client';
import {absolute, type SentProposal} from '../../api/offers';
import {useMeeting, useSelection} from '../../app/selection';
import {type Grams, tonnes} from '../../arithmetic/mass';
import {useTexts} from '../../i18n';
import {periodText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Copy} from '../../ui/Copy';
import {Dialog} from '../../ui/Dialog';
import {TextArea, TextField} from '../../ui/Field';
import {allocatedIn} from '../simulator/plan';
import {daysOf, type OfferProps} from './Hold';
import {heldRows} from './offer';
import {Faster} from './Pieces';
import {OFFER_TEXTS} from './texts';

function Sent({sent}: {sent: SentProposal}) {
  const word = useWords(OFFER_TEXTS);
  const {meeting} = useMeeting();
  const url = absolute(sent.url);
  return (
    <>
      <p role="status"><strong>{word('sent_once')}</strong></p>
      <dl>
        <dt>{word('link')}</dt><dd><code>{url}</code> <Copy text={url} label={word('copy_link')} /></dd>
        <dt>{word('pin')}</dt><dd><code>{sent.pin}</code> <Copy text={sent.pin} label={word('copy_pin')} /></dd>
      </dl>
      {!meeting && <p><Link href="/proposals">{word('see_proposals')}</Link></p>}
    </>
  );
}

export default function Send({scenario, rows, customer, customerName, onClose, onRefit}: OfferProps) {
  const {t, language} = useTexts();
  const word = useWords(OFFER_TEXTS);
  const {site, period} = useSelection();
  const queries = useQueryClient();
  const [title, setTitle] = useState(word('title_start', {period: periodText(period.from, period.to, language)}));
  const [message, setMessage] = useState('');
  const [days, setDays] = useState('14');
  const [holdDays, setHoldDays] = useState('14');
  const [key] = useState(fresh);
  const mass = allocatedIn(scenario, rows);
  const sending = useMutation({
    mutationFn: () => post<SentProposal>('/proposals', {
      site: site.site, period: period.from, customer, title: title.trim(), message: message.trim(), rows: heldRows(scenario, rows), days: daysOf(days),
      hold_days: daysOf(holdDays),
    }, {key}),
    onSuccess: () => queries.invalidateQueries({queryKey: ['proposals']}),
  });
  function refit(left: Grams) {
    onRefit(left);
    onClose();
  }
  if (sending.data) return <Dialog open onClose={onClose} title={word('sent')}><Sent sent={sending.data} /></Dialog>;
  return (
    <Dialog open onClose={onClose} title={word('send_title')} buttons={<>
      <Button onPress={onClose}>{t('do.cancel')}</Button>
      <Button look="primary" isDisabled={sending.isPending || !title.trim()} onPress={() => sending.mutate()}>{word('send_do')}</Button>
    </>}>
      <Faster error={sending.error} want={mass} onRefit={refit} />
      <div className="stack">
        <p>{word('send_lead', {customer: customerName, mass: tonnes(mass)})}</p>
        <TextField label={word('title')} value={title} onChange={event => setTitle(event.target.value)} required />
        <TextArea label={word('message')} value={message} onChange={event => setMessage(event.target.value)} />
        <div className="row">
          <TextField label={word('link_days')} help={word('days_help')} inputMode="numeric" value={days} onChange={event => setDays(event.target.value)} />
          <TextField label={word('hold_days')} help={word('days_help')} inputMode="numeric" value={holdDays} onChange={event => setHoldDays(event.target.value)} />
        </div>
      </div>
    </Dialog>
  );
}
