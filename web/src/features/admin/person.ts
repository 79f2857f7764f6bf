// What is filled in about a person, and the passwords that are made for one.
import type {Person, Role} from '../../api/types';

export const ROLES: Role[] = ['clerk', 'manager', 'sales', 'procurement', 'verifier', 'customer', 'admin'];

export type Filled = Pick<Person, 'name' | 'roles' | 'language'> & {customer: string; email: string};

export const nobody: Filled = {name: '', roles: [], language: 'ja', customer: '', email: ''};
export const filledFrom = ({name, roles, language, customer, email}: Person): Filled => ({name, roles, language, customer: customer ?? '', email: email ?? ''});

/** Several roles add up, but a customer sees the customer's own and is nothing else. */
export function withRole(roles: Role[], role: Role, on: boolean): Role[] {
  if (on && role === 'customer') return ['customer'];
  return ROLES.filter(one => (one === role ? on : roles.includes(one) && !(on && one === 'customer')));
}

/** As the server takes it: a customer is named for that role and for no other. */
export const sent = (filled: Filled) =>
  ({...filled, name: filled.name.trim(), email: filled.email.trim(), customer: filled.roles.includes('customer') ? filled.customer.trim() : ''});

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'; // No l and 1, no o and 0: it may be read out over the telephone.

/** Twenty letters of five bits each, in groups that can be typed. */
export const passwordFrom = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, 20), (byte, at) => `${at && at % 5 === 0 ? '-' : ''}${LETTERS[byte & 31]}`).join('');
