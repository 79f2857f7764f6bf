// Links for suppliers and what came by them, as api/openapi.yaml has them.
import type {components} from '../../api/schema';

export type UploadLink = components['schemas']['UploadLink'];
export type Upload = components['schemas']['Upload'];
export const POWER = ['hydro', 'solar', 'wind', 'geothermal', 'biomass', 'mixed'] as const;
export const MODELS = ['identity_preserved', 'segregated', 'controlled_blending', 'mass_balance', 'book_and_claim'] as const;

/** What an acceptance says beside the supplier's form; the server reads quantities with their units. */
export type Filled = {
  supplier_certificate: string; valid_from: string; valid_to: string; mass_t: string; smelter: string; country: string; power_source: string;
  factor: string; emission_boundary: string; chain_model: string;
};
export const filledFrom = (upload: Upload, mass: string): Filled => ({
  supplier_certificate: upload.number, valid_from: upload.valid_from, valid_to: upload.valid_to, mass_t: mass, smelter: '', country: '',
  power_source: 'hydro', factor: '', emission_boundary: 'cradle-to-gate', chain_model: 'mass_balance',
});
export function acceptance({mass_t, factor, ...filled}: Filled, receipts: readonly string[]) {
  return {...filled, mass: `${mass_t.replaceAll(',', '').trim()} t`, emission_factor: `${factor.trim()} kgCO2e/kg`, ...(receipts.length ? {receipts} : {})};
}
export const complete = (filled: Filled): boolean => Object.values(filled).every(text => text.trim() !== '');
