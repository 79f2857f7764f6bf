// A refusal as the server said it: what, where, why and what to do, with its code. It takes the focus when it appears.
import {useEffect, useRef} from 'react';
import {Problem} from '../api/client';
import {type Texts, useTexts} from '../i18n';
import styles from './ui.module.css';

export function sentence(error: unknown, {t, has}: Pick<Texts, 't' | 'has'>): string {
  if (error instanceof Problem) {
    const key = `error.${error.code}`;
    if (has(key)) return t(key, error.body.facts);
  }
  return error instanceof Error ? error.message : String(error);
}

/** The code, which opens its place on the server's page of errors. */
function Code({problem}: {problem: Problem}) {
  const {type} = problem.body;
  const code = <code>{problem.code}</code>;
  return type?.startsWith('/docs/errors#') ? <a href={type} target="_blank" rel="noreferrer">{code}</a> : code;
}

/** The field that a pointer such as "#/mass" names, where the screen has one. */
const fieldAt = (pointer: string): HTMLElement | undefined => document.getElementsByName(pointer.split('/').at(-1) ?? '')[0];

/** One fault; a link that moves the focus to its field (R5). */
function Fault({detail, pointer}: {detail: string; pointer: string}) {
  if (!fieldAt(pointer)) return <>{detail}</>;
  return <a href={pointer} onClick={event => (event.preventDefault(), fieldAt(pointer)?.focus())}>{detail}</a>;
}

export function ProblemNote({error, quiet}: {error: unknown; quiet?: boolean}) {
  const texts = useTexts();
  const {t} = texts;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!error || quiet) return;
    box.current?.focus();
    const title = document.title;
    const prefix = t('error.title');
    if (!title.startsWith(prefix)) document.title = prefix + title;
    return () => {
      document.title = document.title.replace(prefix, '');
    };
  }, [error, quiet, t]);
  if (!error) return null;
  const problem = error instanceof Problem ? error : null;
  return (
    <div ref={box} tabIndex={-1} role="alert" className={styles.problem}>
      <p className={styles.problemText}><span aria-hidden="true">▲ </span>{sentence(error, texts)}</p>
      {problem?.body.errors && (
        <ul>
          {problem.body.errors.map((one, at) => (
            <li key={at}><Fault {...one} /> <code>{one.code}</code></li>
          ))}
        </ul>
      )}
      {problem && problem.code !== 'network' && (
        <p className={styles.codes}>
          <Code problem={problem} />{problem.body.request_id && <> · {t('error.request', {id: problem.body.request_id})}</>}
        </p>
      )}
    </div>
  );
}
