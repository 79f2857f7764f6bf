// Passkeys of the person: registered, listed, removed. Where the browser has none the card says why.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {useState} from 'react';
import {call, post} from '../../api/client';
import {type Passkey, useItems} from '../../api/offers';
import {usePerson} from '../../app/selection';
import {useTexts} from '../../i18n';
import {instantText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {TextField} from '../../ui/Field';
import {Card} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {isProof, NO_PROOF, Proof, sent} from './Proof';
import {SECURITY_TEXTS} from './texts';
import {ask, hasPasskeys, type Json} from './webauthn';

export function Passkeys() {
  const {language} = useTexts();
  const word = useWords(SECURITY_TEXTS);
  const queries = useQueryClient();
  const {has_totp: guarded} = usePerson();
  const [name, setName] = useState('');
  const [proof, setProof] = useState(NO_PROOF);
  const [said, setSaid] = useState('');
  const {data, error} = useItems<Passkey>('/passkeys');
  const done = (text: string) => {
    setSaid(text);
    return queries.invalidateQueries({queryKey: ['passkeys']});
  };
  const adding = useMutation({
    mutationFn: async () => {
      const credential = await ask('create', await post<Json>('/passkeys/begin', guarded ? sent(proof) : {}));
      if (!credential) return word('stopped');
      await post('/passkeys', {credential, name: name.trim() || word('passkey_name_start')});
      setName('');
      setProof(NO_PROOF);
      return word('passkey_added');
    },
    onSuccess: done,
  });
  const removing = useMutation({
    mutationFn: (passkey: string) => call('DELETE', `/passkeys/${encodeURIComponent(passkey)}`),
    onSuccess: () => done(word('passkey_removed')),
  });
  return (
    <Card title={word('passkeys')}>
      <p>{word('passkeys_lead')}</p>
      <p role="status">{said}</p>
      <ProblemNote error={error ?? adding.error ?? removing.error} />
      {data && !data.length && <p className="muted">{word('passkeys_none')}</p>}
      {data && data.length > 0 && (
        <ul>{data.map(one => (
          <li key={one.passkey}><strong>{one.name}</strong> <span className="muted">{word('passkey_made', {at: instantText(one.made_at, language)})}
            {one.last_used_at && <> · {word('passkey_used', {at: instantText(one.last_used_at, language)})}</>}</span>{' '}
            <Button small look="danger" onPress={() => removing.mutate(one.passkey)}>{word('passkey_remove')}<span className="hidden"> {one.name}</span></Button></li>
        ))}</ul>
      )}
      {hasPasskeys() ? (
        <div className="row">
          <TextField label={word('passkey_name')} value={name} placeholder={word('passkey_name_start')} onChange={event => setName(event.target.value)} />
          {guarded && <Proof proof={proof} onChange={setProof} />}
          <Button isDisabled={adding.isPending || (guarded && !isProof(proof))} onPress={() => adding.mutate()}>{word('passkey_add')}</Button>
        </div>
      ) : <p className="muted">{word('passkeys_cannot')}</p>}
    </Card>
  );
}
