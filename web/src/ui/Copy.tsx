// Something that is passed on: shown as text, copied with one button.
import {useState} from 'react';
import {useTexts} from '../i18n';
import {Button} from './Button';

export function Copy({text, label}: {text: string; label: string}) {
  const {t} = useTexts();
  const [copied, setCopied] = useState(false);
  return (
    <>
      <Button small onPress={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>{label}</Button>
      {copied && <span role="status"> ✓ {t('do.copied')}</span>}
    </>
  );
}
