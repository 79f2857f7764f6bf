// Before a meeting: for whom, how much of it may be said, and the beginning of it.
import {may} from '../../app/places';
import {useMeeting, useRoles} from '../../app/selection';
import {type Grams, toKg} from '../../arithmetic/mass';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Choice} from '../../ui/Field';
import {useShortcuts} from '../../ui/keys';
import {QtyField} from '../../ui/QtyField';
import {gramsOfTonnes, tonnesOf} from '../../ui/quantity';
import {useNames} from '../ledger/columns';
import {MEETING_TEXTS} from '../meeting/texts';
import type {Row} from './plan';
import {offerable, type Whose} from './whose';
import styles from './simulator.module.css';

type Props = {rows: Row[]; whose: Whose; cap: Grams | null; setCap: (next: Grams | null) => void; choose: (customer: string) => void};

export function Controls({rows, whose, cap, setCap, choose}: Props) {
  const {t} = useTexts();
  const word = useWords(MEETING_TEXTS);
  const names = useNames();
  const {meet} = useMeeting();
  const mayMeet = may(useRoles(), 'plan'); // The others only look on (design section 10).
  const {customer} = whose;
  const amount = customer ? offerable(whose, cap) : null;
  const start = () => mayMeet && amount !== null && meet({customer, amount_kg: toKg(amount)});
  useShortcuts({m: start});
  return (
    <>
      <div className={`row ${styles.controls}`}>
        {mayMeet && <Button onPress={start} isDisabled={amount === null}>{word('on')} <kbd>m</kbd></Button>}
        <Choice label={t('list.customer')} value={customer} onChange={event => choose(event.target.value)}>
          <option value="">{t('simulator.all_customers')}</option>
          {[...new Set(rows.map(row => row.customer))].map(id => <option key={id} value={id}>{names.customer(id)}</option>)}
        </Choice>
        <QtyField label={t('simulator.cap')} unit="t" value={cap === null ? '' : tonnesOf(cap)} allowEmpty onCommit={text => setCap(text === '' ? null : gramsOfTonnes(text))} />
      </div>
      {mayMeet && amount === null && <p className="muted">{word(customer ? 'set_amount' : 'choose')}</p>}
    </>
  );
}
