// What columns of several lists have in common: masses, shares, days and the names of codes.
import {useMemo} from 'react';
import {useAll} from '../../api/queries';
import type {Kg, Ppm} from '../../api/types';
import {useSelection} from '../../app/selection';
import {grams, percent, tonnes} from '../../arithmetic/mass';
import {useTexts} from '../../i18n';

export const mass = (kg: Kg): string => tonnes(grams(kg));
export const share = (ppm: Ppm | null): string => (ppm === null ? '' : percent(ppm));

/** The filter of the chosen site and period, the same object while they stay. */
export function usePlace() {
  const {site, period} = useSelection();
  return useMemo(() => ({site: site.site, period: period.from}), [site.site, period.from]);
}

type Named = {name_ja: string; name_en: string};

/** Codes to names in the reader's language; a code without a name stays a code. */
export function useNames() {
  const {language} = useTexts();
  const customers = useAll('customers').data;
  const products = useAll('products').data;
  const suppliers = useAll('suppliers').data;
  return useMemo(() => {
    const named = <Row extends Named>(rows: Row[] | undefined, idOf: (row: Row) => string) => {
      const names = new Map((rows ?? []).map(row => [idOf(row), (language === 'ja' ? row.name_ja : row.name_en) || idOf(row)]));
      return (id: string) => names.get(id) ?? id;
    };
    return {
      customer: named(customers, row => row.customer), product: named(products, row => row.product), supplier: named(suppliers, row => row.supplier),
    };
  }, [customers, products, suppliers, language]);
}

/** A code of the contract ("hydro", "billet") in the reader's words, or itself. */
export function useWord() {
  const {t, has} = useTexts();
  return (group: string, code: string): string => {
    const key = `${group}.${code}`;
    return has(key) ? t(key) : code;
  };
}
