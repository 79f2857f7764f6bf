import type {ReactNode} from 'react';
import {Link} from 'wouter';
import {opensTo} from './places';
import {useRoles} from './selection';

/** A link to a place of the application; where it is not open to the reader, its text alone. */
export function Door({href, children}: {href: string; children: ReactNode}) {
  return opensTo(useRoles(), href) ? <Link href={href}>{children}</Link> : children;
}
