// Something that is passed on: shown as text, copied with one button.
import {type ComponentProps, useState} from 'react';
import {useTexts} from '../i18n';
import {Button} from './Button';
import {toClipboard} from './clipboard';

/** `what` names it where the label alone is the same for several. */
type Props = {text: string; label: string; what?: string} & Pick<ComponentProps<typeof Button>, 'look' | 'small' | 'isDisabled'>;

export function Copy({text, label, what, ...look}: Props) {
  const {t} = useTexts();
  const [done, setDone] = useState<{text: string; copied: boolean} | null>(null);
  const say = (copied: boolean) => () => setDone({text, copied});
  return (
    <>
      <Button small {...look} aria-label={what} onPress={() => void toClipboard(text).then(say(true), say(false))}>{label}</Button>
      {done?.text === text && <span role="status"> {done.copied ? `✓ ${t('do.copied')}` : `✕ ${t('do.not_copied')}`}</span>}
    </>
  );
}
