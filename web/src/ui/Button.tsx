import type {ReactNode} from 'react';
import {Button as AriaButton, type ButtonProps} from 'react-aria-components/Button';
import styles from './ui.module.css';

type Look = 'primary' | 'secondary' | 'quiet' | 'danger';
type Props = Omit<ButtonProps, 'className' | 'children'> & {look?: Look; small?: boolean; children: ReactNode};

/** A verb. `primary` once on a screen. */
export function Button({look = 'secondary', small, children, ...more}: Props) {
  return (
    <AriaButton {...more} className={`${styles.button} ${styles[look]} ${small ? styles.small : ''}`}>
      {children}
    </AriaButton>
  );
}
