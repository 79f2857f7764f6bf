// That it is still who signed in: what guards an account is not changed in a browser that somebody left open.
import {useWords} from '../../i18n/feature';
import {TextField} from '../../ui/Field';
import {digits} from './digits';
import {SECURITY_TEXTS} from './texts';

export type ProofOf = {password: string; code: string};
export const NO_PROOF: ProofOf = {password: '', code: ''};
export const isProof = (proof: ProofOf): boolean => proof.password !== '' && digits(proof.code).length === 6;
export const sent = (proof: ProofOf): ProofOf => ({...proof, code: digits(proof.code)});

export function Proof({proof, onChange}: {proof: ProofOf; onChange: (next: ProofOf) => void}) {
  const word = useWords(SECURITY_TEXTS);
  return (
    <>
      <TextField type="password" autoComplete="current-password" label={word('totp_password')} value={proof.password} onChange={event => onChange({...proof, password: event.target.value})} required />
      <TextField inputMode="numeric" autoComplete="one-time-code" label={word('totp_now')} value={proof.code} onChange={event => onChange({...proof, code: event.target.value})} required />
    </>
  );
}
