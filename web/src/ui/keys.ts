// Shortcuts of the whole window. They never act while an IME composes, nor in a field, nor under a dialog.
import {type KeyboardEvent as ReactKeyboardEvent, useLayoutEffect, useRef} from 'react';

export function composing(event: ReactKeyboardEvent | KeyboardEvent): boolean {
  const native = 'nativeEvent' in event ? event.nativeEvent : event;
  return native.isComposing || native.keyCode === 229;
}

/** Where letters are written; a tick, a radio button or a slider is not. */
function inField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !/^(checkbox|radio|range|button|submit|file)$/.test(target.type);
  return target instanceof HTMLElement && (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName));
}

export const KEPT_SHORTCUTS = 'tenbin.shortcuts';
export const shortcutsOn = (): boolean => localStorage.getItem(KEPT_SHORTCUTS) !== 'off';

/** "n", "g h", "[", "Control+k"; what answers false leaves the key to others. */
export type Shortcuts = Record<string, () => unknown>;

/** Single keys obey the off-switch (WCAG 2.1.4); those with Control are always on, and come before the button that has the focus, which
    takes Enter whatever is held down with it. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  current.current = shortcuts;
  useLayoutEffect(() => { // With what is seen, not after it: a quick key would be lost.
    let before = '';
    let timer = 0;
    function onKeyDown(event: KeyboardEvent) {
      if (composing(event) || event.defaultPrevented || event.altKey) return;
      const control = event.ctrlKey || event.metaKey;
      const key = (control ? 'Control+' : '') + (event.key.length === 1 ? event.key.toLowerCase() : event.key);
      if (key === 'Control+z' && inField(event.target)) return; // Undoing what is typed belongs to the browser.
      if (!control && (inField(event.target) || !shortcutsOn() || document.querySelector('[role="dialog"]'))) return;
      const action = current.current[`${before} ${key}`] ?? current.current[key];
      clearTimeout(timer);
      before = control ? '' : key;
      timer = window.setTimeout(() => (before = ''), 1200);
      if (!action || action() === false) return;
      before = '';
      event.preventDefault();
      event.stopPropagation();
    }
    const withControl = (event: KeyboardEvent) => (event.ctrlKey || event.metaKey) && onKeyDown(event);
    const alone = (event: KeyboardEvent) => event.ctrlKey || event.metaKey || onKeyDown(event);
    window.addEventListener('keydown', withControl, true);
    window.addEventListener('keydown', alone);
    return () => {
      window.removeEventListener('keydown', withControl, true);
      window.removeEventListener('keydown', alone);
      clearTimeout(timer);
    };
  }, []);
}
