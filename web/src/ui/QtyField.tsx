// A quantity as people write it. It is read when the field is left or Enter is pressed, and what was made of it is shown back,
// never what was written: that may be finer than what counts. While an IME composes, Enter belongs to the IME.
import {type KeyboardEvent, type ReactNode, useId, useState} from 'react';
import {useTexts} from '../i18n';
import {composing} from './keys';
import {parseQuantity, type Unit} from './quantity';
import styles from './ui.module.css';

type Props = {
  label: string; unit: Unit; value: string; onCommit: (text: string) => void; hideLabel?: boolean; disabled?: boolean; help?: ReactNode;
  allowEmpty?: boolean; allowNegative?: boolean; max?: number; small?: boolean;
};

export function QtyField({label, unit, value, onCommit, hideLabel, disabled, help, allowEmpty, allowNegative, max, small}: Props) {
  const {t} = useTexts();
  const id = useId();
  const [written, setWritten] = useState<string | null>(null); // Until it is read.
  const typed = written ?? value;
  const [fault, setFault] = useState('');
  // In the same rendering, not in an effect after it: an effect may come when the next key already selected or typed.
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    setShown(value);
    setWritten(null);
    setFault('');
  }

  function commit() {
    const parsed = parseQuantity(typed, unit);
    if ('wrong' in parsed) {
      if (parsed.wrong === 'empty' && allowEmpty) {
        setFault('');
        setWritten(null);
        if (value !== '') onCommit('');
        return;
      }
      setFault(t(`qty.${parsed.wrong}`, {typed, unit: t(`unit.${unit}`)}));
      return;
    }
    if (parsed.text.startsWith('-') && !allowNegative) return setFault(t('qty.negative'));
    if (max !== undefined && Number(parsed.text) > max) return setFault(t('qty.max', {max}));
    setFault('');
    setWritten(null);
    if (parsed.text !== value) onCommit(parsed.text);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (composing(event)) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      commit();
    } else if (event.key === 'Escape' && typed !== value) {
      event.stopPropagation();
      setWritten(null);
      setFault('');
    }
  }

  return (
    <span className={`${styles.qty} ${small ? styles.qtySmall : ''}`}>
      <label htmlFor={id} className={hideLabel ? 'hidden' : styles.label}>{label}</label>
      {help && <span id={`${id}-help`} className={styles.help}>{help}</span>}
      <span className={styles.qtyRow}>
        <input
          id={id} inputMode="decimal" autoComplete="off" className={`${styles.input} ${styles.number}`} value={typed} disabled={disabled}
          onChange={event => setWritten(event.target.value)} onBlur={commit} onKeyDown={onKeyDown}
          aria-invalid={fault ? true : undefined}
          aria-describedby={[help && `${id}-help`, fault && `${id}-fault`].filter(Boolean).join(' ') || undefined}
        />
        <span className={styles.unit} aria-hidden="true">{t(`unit.${unit}`)}</span>
      </span>
      {fault && <span id={`${id}-fault`} role="alert" className={styles.fault}>✕ {fault}</span>}
    </span>
  );
}
