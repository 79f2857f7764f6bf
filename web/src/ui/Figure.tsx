// Every figure of the ledger is a button that opens where it comes from (R2).
import {createContext, type ReactNode, useContext} from 'react';
import {grams, kilograms, percent, tonnes} from '../arithmetic/mass';
import type {FigureName, FigureUnit, Kg} from '../api/types';
import {useTexts} from '../i18n';
import {emittedTonnes, perTonne} from './emissions';
import styles from './ui.module.css';

/** `note`: how what was asked about belongs to the figure, where it is only a part of it. */
export type Asked = {figure: FigureName; account?: string; site?: string; period?: string; note?: string};
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

/** A value of an explanation in its unit, as screens show it: what is emitted rounded up, a share cut off. */
export function Value({of}: {of: {value: string | null; unit: FigureUnit}}) {
  if (of.value === null) return <>—</>;
  if (of.unit === 'ppm') return <>{percent(Number(of.value))} %</>;
  if (of.unit === 'kgco2e') return <>{emittedTonnes(of.value)} t-CO₂e</>;
  if (of.unit === 'kgco2e_per_kg') return <>{perTonne(of.value)} t-CO₂e/t</>;
  return <Mass kg={of.value} />;
}

/** `kg`, or what else the figure is (`value`). */
export function Figure({kg, value, label, big, children, ...asked}: Asked & {kg?: Kg; value?: ReactNode; label: string; big?: boolean; children?: ReactNode}) {
  const {t} = useTexts();
  const explain = useContext(ExplainContext);
  return (
    <button type="button" className={`${styles.figure} ${big ? styles.figureBig : ''}`} onClick={() => explain(asked)}>
      {children ?? (label && <span className={styles.figureName}>{label}</span>)}
      {kg === undefined ? value : <Mass kg={kg} />}
      <span className="hidden">{t('explain.open')}</span>
    </button>
  );
}
