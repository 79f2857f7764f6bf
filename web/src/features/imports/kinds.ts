// The tables that are handed in, as the server names them.
export const KINDS = ['receipts', 'production', 'shipments', 'customers', 'products', 'supplier_certificates'] as const;
export type Kind = (typeof KINDS)[number];
