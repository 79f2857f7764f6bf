import {type ReactNode, useRef} from 'react';
import {Button} from './Button';
import {useShortcuts} from './keys';

/** 確定, on a 確認 alone. Ctrl+Enter is the same, unless another dialog stands before it. */
export function ConfirmButton({isDisabled, onPress, children}: {isDisabled: boolean; onPress: () => void; children: ReactNode}) {
  const here = useRef<HTMLElement>(null);
  useShortcuts({'Control+Enter': () => {
    const front = [...document.querySelectorAll('[role="dialog"]')].at(-1) ?? null;
    if (here.current?.closest('[role="dialog"]') !== front) return false;
    return isDisabled || onPress();
  }});
  return <Button look="primary" isDisabled={isDisabled} onPress={onPress}>{children} <kbd ref={here}>Ctrl+Enter</kbd></Button>;
}
