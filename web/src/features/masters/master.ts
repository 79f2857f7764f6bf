// What can be registered in マスタ, field by field, and the command that does it. Nothing here is rewritten later: the book has no
// command for it, so what changes gets a new number.
import type {Command} from '../../api/types';
import {parseQuantity} from '../../ui/quantity';
import {MODELS, POWER} from '../procurement/uploads';

export const MASTERS = ['customer', 'product', 'supplier', 'site', 'supplier_certificate'] as const;
export type Master = (typeof MASTERS)[number];

type Kind = 'text' | 'day' | 'mass' | 'share' | 'factor' | 'truth';
export type Field = {name: string; kind: Kind; required?: boolean; choices?: readonly string[]; start?: string};
export type Filled = Record<string, string>;

const text = (name: string): Field => ({name, kind: 'text'});
const needed = (name: string, more: Partial<Field> = {}): Field => ({name, kind: 'text', required: true, ...more});
const NAMES = [needed('name_ja'), text('name_en')];

export const FIELDS: Record<Master, readonly Field[]> = {
  customer: [needed('customer'), ...NAMES, {name: 'language', kind: 'text', choices: ['ja', 'en'], start: 'ja'}],
  product: [
    needed('product'), ...NAMES, text('group'), text('alloy'), text('temper'), text('standard'),
    {name: 'allocatable', kind: 'truth', start: 'true'}, {name: 'process_emissions', kind: 'factor'},
  ],
  supplier: [needed('supplier'), ...NAMES],
  site: [needed('site'), ...NAMES, text('zone')],
  supplier_certificate: [
    needed('supplier_certificate'), needed('supplier'), needed('valid_from', {kind: 'day'}), needed('valid_to', {kind: 'day'}),
    needed('mass', {kind: 'mass'}), needed('smelter'), needed('country'), needed('power_source', {choices: POWER, start: 'hydro'}),
    needed('renewable_share', {kind: 'share', start: '100'}), needed('emission_factor', {kind: 'factor'}),
    needed('emission_boundary', {start: 'cradle-to-gate'}), needed('chain_model', {choices: MODELS.filter(one => one !== 'book_and_claim'), start: 'mass_balance'}),
  ],
};

const VERBS: Record<Master, string> = {
  customer: 'add_customer', product: 'add_product', supplier: 'add_supplier', site: 'add_site', supplier_certificate: 'register_supplier_certificate',
};
/** The right that each command needs. */
export const RIGHT_TO_ADD: Record<Master, string> = {customer: 'post_masters', product: 'post_masters', supplier: 'post_masters', site: 'post_masters', supplier_certificate: 'post_receipts'};
const UNITS: Partial<Record<Kind, string>> = {mass: ' t', share: ' %', factor: ' kgCO2e/kg'};

export const emptyOf = (master: Master): Filled => Object.fromEntries(FIELDS[master].map(field => [field.name, field.start ?? '']));

/** A quantity as the server reads it; what is no number goes as it was typed, and the server says what is wrong with it. */
function quantity(typed: string, kind: Kind): string {
  const plain = typed.normalize('NFKC').trim();
  const parsed = kind === 'factor' ? null : parseQuantity(plain, kind === 'mass' ? 't' : '%');
  return `${parsed && 'text' in parsed ? parsed.text : plain.replaceAll(',', '')}${UNITS[kind]}`;
}

/** Left out where it is empty; `reason` is the note of its record. */
export function commandOf(master: Master, filled: Filled, reason: string): Command {
  const values = FIELDS[master].flatMap(({name, kind}): [string, unknown][] => {
    const typed = (filled[name] ?? '').trim();
    if (!typed) return [];
    if (kind === 'truth') return [[name, typed === 'true']];
    return [[name, UNITS[kind] ? quantity(typed, kind) : typed]];
  });
  return {do: VERBS[master], ...Object.fromEntries(values), ...(reason.trim() && {note: reason.trim()})} as Command;
}

export const isComplete = (master: Master, filled: Filled): boolean => FIELDS[master].every(field => !field.required || filled[field.name]?.trim());

/** Such a command takes two people and a reason. */
export const registersFactor = (command: Command): boolean => 'emission_factor' in command || 'process_emissions' in command;
