// Plain fields of the browser with their label, help and fault: they know every IME and every password manager.
import {type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes, useId} from 'react';
import styles from './ui.module.css';

type Around = {label: ReactNode; help?: ReactNode; fault?: ReactNode; hideLabel?: boolean};

export function Frame({id, label, help, fault, hideLabel, children}: Around & {id: string; children: ReactNode}) {
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={hideLabel ? 'hidden' : styles.label}>{label}</label>
      {help && <div id={`${id}-help`} className={styles.help}>{help}</div>}
      {children}
      {fault && <div id={`${id}-fault`} className={styles.fault}>✕ {fault}</div>}
    </div>
  );
}

export const described = (id: string, {help, fault}: Around) =>
  [help && `${id}-help`, fault && `${id}-fault`].filter(Boolean).join(' ') || undefined;

export function TextField({label, help, fault, hideLabel, ...input}: Around & InputHTMLAttributes<HTMLInputElement>) {
  const own = useId();
  const id = input.id ?? own;
  const around = {label, help, fault, hideLabel};
  return (
    <Frame id={id} {...around}>
      <input {...input} id={id} className={styles.input} aria-invalid={fault ? true : undefined} aria-describedby={described(id, around)} />
    </Frame>
  );
}

export function TextArea({label, help, fault, hideLabel, ...area}: Around & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const id = useId();
  const around = {label, help, fault, hideLabel};
  return (
    <Frame id={id} {...around}>
      <textarea rows={4} {...area} id={id} className={styles.input} aria-describedby={described(id, around)} />
    </Frame>
  );
}

export function Choice({label, help, fault, hideLabel, ...select}: Around & SelectHTMLAttributes<HTMLSelectElement>) {
  const id = useId();
  const around = {label, help, fault, hideLabel};
  return (
    <Frame id={id} {...around}>
      <select {...select} id={id} className={styles.input} aria-describedby={described(id, around)} />
    </Frame>
  );
}

/** One of a few, all in sight. */
export function Options<Value extends string>({label, showLabel, name, value, options, onChange}: {
  label: string; showLabel?: boolean; name: string; value: Value; options: readonly (readonly [Value, ReactNode])[]; onChange: (value: Value) => void;
}) {
  return (
    <fieldset className={styles.options}>
      <legend className={showLabel ? undefined : 'hidden'}>{label}</legend>
      {options.map(([one, text]) => <label key={one}><input type="radio" name={name} checked={value === one} onChange={() => onChange(one)} /> {text}</label>)}
    </fieldset>
  );
}

export function Tick({label, ...input}: {label: ReactNode} & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <label className={styles.tick}>
      <input type="checkbox" {...input} /> <span>{label}</span>
    </label>
  );
}
