// The second factor: begin shows its secret as a QR code, as letters and as a link; a code of the app puts it in force.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {lazy, Suspense, useState} from 'react';
import {post} from '../../api/client';
import type {TotpOffer} from '../../api/offers';
import {usePerson} from '../../app/selection';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Copy} from '../../ui/Copy';
import {TextField} from '../../ui/Field';
import {Badge, Card} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {digits} from './digits';
import {isProof, NO_PROOF, Proof, sent} from './Proof';
import {SECURITY_TEXTS} from './texts';

const Qr = lazy(() => import('../../ui/Qr'));

function Offered({offer, onDone}: {offer: TotpOffer; onDone: () => void}) {
  const word = useWords(SECURITY_TEXTS);
  const [code, setCode] = useState('');
  const confirming = useMutation({mutationFn: () => post('/session/totp', {do: 'confirm', code: digits(code)}), onSuccess: onDone});
  return (
    <form className="stack" onSubmit={event => {
      event.preventDefault();
      if (!confirming.isPending && digits(code).length === 6) confirming.mutate();
    }}>
      <p>{word('totp_scan')}</p>
      <Suspense fallback={null}><Qr text={offer.address} label={word('totp_qr')} /></Suspense>
      <p>{word('totp_type')}<br /><code>{offer.secret.replace(/(.{4})/g, '$1 ').trim()}</code> <Copy text={offer.secret} label={word('totp_copy')} /></p>
      <p><a href={offer.address}>{word('totp_open')}</a></p>
      <ProblemNote error={confirming.error} />
      <TextField label={word('totp_code')} inputMode="numeric" autoComplete="one-time-code" value={code} onChange={event => setCode(event.target.value)} required />
      <div className="row"><Button type="submit" look="primary" isDisabled={digits(code).length !== 6}>{word('totp_confirm')}</Button></div>
    </form>
  );
}

function Remove({onDone}: {onDone: () => void}) {
  const {t} = useTexts();
  const word = useWords(SECURITY_TEXTS);
  const [open, setOpen] = useState(false);
  const [proof, setProof] = useState(NO_PROOF);
  const removing = useMutation({mutationFn: () => post('/session/totp', {do: 'remove', ...sent(proof)}), onSuccess: onDone});
  if (!open) return <Button look="danger" onPress={() => setOpen(true)}>{word('totp_remove')}</Button>;
  return (
    <form className="stack" onSubmit={event => {
      event.preventDefault();
      if (!removing.isPending && isProof(proof)) removing.mutate();
    }}>
      <ProblemNote error={removing.error} />
      <Proof proof={proof} onChange={setProof} />
      <div className="row"><Button onPress={() => setOpen(false)}>{t('do.cancel')}</Button><Button type="submit" look="danger" isDisabled={!isProof(proof)}>{word('totp_remove')}</Button></div>
    </form>
  );
}

export function Totp() {
  const word = useWords(SECURITY_TEXTS);
  const person = usePerson();
  const queries = useQueryClient();
  const [said, setSaid] = useState('');
  const beginning = useMutation({mutationFn: () => post<TotpOffer>('/session/totp', {do: 'begin'})});
  const done = (what: 'totp_done' | 'totp_removed') => () => {
    setSaid(word(what));
    beginning.reset();
    return queries.invalidateQueries({queryKey: ['session']});
  };
  return (
    <Card title={<>{word('totp')} <Badge tone={person.has_totp ? 'good' : 'plain'}>{word(person.has_totp ? 'totp_on' : 'totp_off')}</Badge></>}>
      <p>{word('totp_lead')}</p>
      <p role="status">{said && <>✓ {said}</>}</p>
      <ProblemNote error={beginning.error} />
      {beginning.data ? <Offered offer={beginning.data} onDone={done('totp_done')} />
        : person.has_totp ? <Remove onDone={done('totp_removed')} />
          : <Button look="primary" isDisabled={beginning.isPending} onPress={() => beginning.mutate()}>{word('totp_begin')}</Button>}
    </Card>
  );
}
