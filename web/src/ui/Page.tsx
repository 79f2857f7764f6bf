import {type ReactNode, useEffect, useRef} from 'react';
import {Link} from 'wouter';
import {useTexts} from '../i18n';
import styles from './ui.module.css';

type Tab = {href: string; label: string; here: boolean};

/** A screen: its title in the window and as the one h1, which takes the focus when the place changes. */
export function Page({title, actions, tabs, lead, children}: {
  title: string; actions?: ReactNode; tabs?: Tab[]; lead?: ReactNode; children: ReactNode;
}) {
  const {t} = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} | ${t('app.name')}`;
    if (document.activeElement === document.body) heading.current?.focus({preventScroll: true});
  }, [title, t]);
  return (
    <>
      <div className={styles.pageHead}>
        <h1 ref={heading} tabIndex={-1}>{title}</h1>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {tabs && (
        <nav aria-label={t('page.tabs', {title})} className={styles.tabs}>
          {tabs.map(tab => (
            <Link key={tab.href} href={tab.href} aria-current={tab.here ? 'page' : undefined}>{tab.label}</Link>
          ))}
        </nav>
      )}
      {lead && <p className={styles.lead}>{lead}</p>}
      {children}
    </>
  );
}

export function Card({title, children, tone}: {title?: ReactNode; children: ReactNode; tone?: 'plain' | 'warning'}) {
  return (
    <section className={`${styles.card} ${tone === 'warning' ? styles.cardWarning : ''}`}>
      {title && <h2>{title}</h2>}
      {children}
    </section>
  );
}

/** Colour never alone: a mark and a word. */
export function Badge({tone, children}: {tone: 'good' | 'warn' | 'bad' | 'plain'; children: ReactNode}) {
  const mark = {good: '✓', warn: '△', bad: '✕', plain: '○'}[tone];
  return <span className={`${styles.badge} ${styles[tone]}`}><span aria-hidden="true">{mark}</span> {children}</span>;
}

export function Waiting() {
  const {t} = useTexts();
  return <p role="status" className={styles.waiting}>{t('state.loading')}</p>;
}

/** How far long work is; without numbers: that it is under way. Read out when it begins, not at every step. */
export function ProgressBar({label, done, total}: {label: string; done?: number; total?: number}) {
  return (
    <div className={styles.progress}>
      <span role="status">{label}</span>
      <progress aria-label={label} value={done} max={total ?? 1} />
      {total !== undefined && <span aria-hidden="true">{done} / {total}</span>}
    </div>
  );
}

/** What an empty place teaches: one sentence, one thing to do. */
export function Empty({children, action}: {children: ReactNode; action?: ReactNode}) {
  return <div className={styles.empty}><p>{children}</p>{action}</div>;
}
