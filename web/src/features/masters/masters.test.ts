import {describe, expect, it} from 'vitest';
import {commandOf, emptyOf, isComplete, MASTERS, registersFactor} from './master';

describe('what is registered in マスタ', () => {
  it('needs its number and name', () => {
    expect(MASTERS.map(master => isComplete(master, emptyOf(master)))).toEqual([false, false, false, false, false]);
    expect(isComplete('customer', {...emptyOf('customer'), customer: 'C-9', name_ja: '見本'})).toBe(true);
    expect(isComplete('customer', {...emptyOf('customer'), customer: '  ', name_ja: '見本'})).toBe(false);
  });
  it('leaves out what is empty', () =>
    expect(commandOf('customer', {...emptyOf('customer'), customer: ' C-9 ', name_ja: '見本'}, '')).toEqual({do: 'add_customer', customer: 'C-9', name_ja: '見本', language: 'ja'}));
  it('says yes and no, and what takes two people', () => {
    const product = {...emptyOf('product'), product: 'P-9', name_ja: '見本', allocatable: 'false'};
    expect(commandOf('product', product, '')).toEqual({do: 'add_product', product: 'P-9', name_ja: '見本', allocatable: false});
    const factor = commandOf('product', {...product, process_emissions: '０．９０'}, ' 炉の更新 ');
    expect(factor).toMatchObject({process_emissions: '0.90 kgCO2e/kg', note: '炉の更新'});
    expect([registersFactor(commandOf('product', product, '')), registersFactor(factor)]).toEqual([false, true]);
  });
  it('brings quantities with their units, as people type them', () => {
    const paper = {...emptyOf('supplier_certificate'), supplier_certificate: 'SC-9', supplier: 'S-012', mass: '1,250.5 t', emission_factor: '4.0'};
    expect(commandOf('supplier_certificate', paper, '改定')).toMatchObject({do: 'register_supplier_certificate', mass: '1250.5 t', emission_factor: '4.0 kgCO2e/kg', renewable_share: '100 %', note: '改定'});
    expect(commandOf('supplier_certificate', {...paper, mass: 'たくさん'}, '')).toMatchObject({mass: 'たくさん t'});
  });
});
