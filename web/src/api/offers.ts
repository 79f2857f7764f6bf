// What the server says about approvals, reservations, proposals, shared certificates and the ways in; as types.ts, by hand until
// api/openapi.yaml generates it. Masses are decimal strings in kg, instants RFC 3339.
import {useQuery} from '@tanstack/react-query';
import {get, type Query} from './client';
import type {Command, Day, Instant, Kg, Page, Ppm} from './types';

export type Approval = {
  approval: string; kind: string; summary_ja: string; summary_en: string; requested_by: string; requested_at: Instant;
  state: 'open' | 'approved' | 'rejected' | 'withdrawn'; decided_by: string | null; decided_at: Instant | null; comment: string | null;
  self_approved: boolean; effects: {commands?: Command[]};
};
/** 202: nothing is posted; a second person decides. */
export type Asked = {approval: Approval};
export const isAsked = (answer: unknown): answer is Asked =>
  typeof answer === 'object' && answer !== null && typeof (answer as {approval?: unknown}).approval === 'object';

export type HeldRow = {shipment: string; line: number; allocated_kg: Kg};
export type Reservation = {
  reservation: string; site: string; period: Day; customer: string; mass_kg: Kg; rows: HeldRow[]; note: string | null; made_by: string;
  made_at: Instant; expires_at: Instant; state: 'open' | 'expired' | 'released' | 'allocated'; proposal: string | null;
};
export type ProposedRow = HeldRow & {product: string; mass_kg: Kg; share_ppm: Ppm};
export type Proposal = {
  proposal: string; site: string; period: Day; customer: string; title: string; message: string; rows: ProposedRow[]; allocated_kg: Kg;
  days: number; hold_days: number; made_by: string; made_at: Instant; expires_at: Instant;
  state: 'open' | 'accepted' | 'expired' | 'withdrawn'; accepted_by: string | null; accepted_at: Instant | null; comment: string | null;
  reservation: string | null; seen: number;
};
/** The address and the PIN are said once, to who made it. */
export type SentProposal = Proposal & {url: string; pin: string};

export const SHARED_FIELDS = ['addressee', 'orders', 'lines', 'footprint'] as const;
export type SharedField = (typeof SHARED_FIELDS)[number];
export type Share = {
  share: string; certificate: string; fields: SharedField[]; made_at: Instant; expires_at: Instant | null;
  state: 'open' | 'expired' | 'revoked'; views: number; url: string | null;
};

export type SetupState = {needed: boolean; oidc?: boolean; passkeys?: boolean};
export type Passkey = {passkey: string; name: string; made_at: Instant; last_used_at: Instant | null};
export type TotpOffer = {secret: string; address: string};

/** A short list, all of it. */
export const useItems = <Row>(path: string, query: Query = {}, enabled = true) =>
  useQuery({
    queryKey: [path.split('/')[1] ?? path, 'items', path, query], enabled,
    queryFn: async ({signal}) => (await get<Page<Row>>(path, query, signal)).items,
  });

/** Where a link of the server's leads, for passing on: with the host that this page came from. */
export const absolute = (url: string): string => new URL(url, window.location.origin).href;
