// How the plans are kept: when they were saved last, that these are those of last time, and that another window has changed them.
import {useState} from 'react';
import type {Saving} from '../../api/drafts';
import {useTexts} from '../../i18n';
import {instantText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Badge} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {SIMULATOR_TEXTS} from './texts';

export function Saved({state, saved_at}: Saving) {
  const {language} = useTexts();
  const word = useWords(SIMULATOR_TEXTS);
  const said = state === 'failed' ? word('kept_failed') : saved_at ? word('kept_at', {at: instantText(saved_at, language)}) : word('kept');
  return <span className="muted" role="status">{state === 'failed' && '▲ '}{said}</span>;
}

/** Until somebody goes on from it or begins anew. */
export function Continued({at, onBegin, onClose}: {at: string; onBegin: () => void; onClose: () => void}) {
  const {t, language} = useTexts();
  const word = useWords(SIMULATOR_TEXTS);
  return (
    <p className="row" role="status">
      <span>{word('continued', {at: instantText(at, language)})}</span>
      <Button small onPress={() => (onBegin(), onClose())}>{word('begin')}</Button>
      <Button small look="quiet" onPress={onClose}>{t('do.close')}</Button>
    </p>
  );
}

export function Elsewhere({onOpen, onKeep}: {onOpen: () => void; onKeep: () => Promise<void>}) {
  const word = useWords(SIMULATOR_TEXTS);
  const [error, setError] = useState<unknown>();
  return (
    <div role="alert">
      <p className="row">
        <Badge tone="warn">{word('elsewhere')}</Badge>
        <Button small onPress={onOpen}>{word('elsewhere_open')}</Button>
        <Button small onPress={() => void onKeep().catch(setError)}>{word('elsewhere_keep')}</Button>
      </p>
      <ProblemNote error={error} quiet />
    </div>
  );
}
