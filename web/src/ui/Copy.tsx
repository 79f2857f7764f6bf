// Something that is passed on: shown as text, copied with one button.
import {type ComponentProps, useState} from 'react';
import {useTexts} from '../i18n';
import {Button} from './Button';
import {toClipboard} from './clipboard';

type Props = {text: string; label: string} & Pick<ComponentProps<typeof Button>, 'look' | 'small' | 'isDisabled'>;

export function Copy({text, label, ...look}: Props) {
  const {t} = useTexts();
  const [copied, setCopied] = useState<string | null>(null); // Another text was not copied yet.
  return (
    <>
      <Button small {...look} onPress={() => void toClipboard(text).then(() => setCopied(text))}>{label}</Button>
      {copied === text && <span role="status"> ✓ {t('do.copied')}</span>}
    </>
  );
}
