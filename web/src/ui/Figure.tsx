// Every figure of the ledger is a button that opens where it comes from (R2).
import {createContext, type ReactNode, useContext} from 'react';
import {grams, kilograms, tonnes} from '../arithmetic/mass';
import type {FigureName, Kg} from '../api/types';
import {useTexts} from '../i18n';
import styles from './ui.module.css';

export type Asked = {figure: FigureName; account?: string; site?: string; period?: string};
export const ExplainContext = createContext<(asked: Asked) => void>(() => {});

/** A mass for reading, in tonnes; in kg for rows. `up` where something is missing. */
export function Mass({kg, unit = 't', up}: {kg: Kg; unit?: 't' | 'kg'; up?: boolean}) {
  const mass = grams(kg);
  return (
    <span className={`${styles.mass} ${mass < 0n ? styles.negative : ''}`}>
      {mass < 0n && <span aria-hidden="true">▲ </span>}
      {unit === 't' ? tonnes(mass, up ? 'up' : 'down') : kilograms(mass)} {unit}
    </span>
  );
}

export function Figure({kg, label, big, children, ...asked}: Asked & {kg: Kg; label: string; big?: boolean; children?: ReactNode}) {
  const {t} = useTexts();
  const explain = useContext(ExplainContext);
  return (
    <button type="button" className={`${styles.figure} ${big ? styles.figureBig : ''}`} onClick={() => explain(asked)}>
      {children ?? <span className={styles.figureName}>{label}</span>}
      <Mass kg={kg} />
      <span className="hidden">{t('explain.open')}</span>
    </button>
  );
}
