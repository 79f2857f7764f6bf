// Texts of the screens: two typed dictionaries, one component context. Japanese is always there, English comes when asked for.
import {createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState} from 'react';
import {speak} from '../api/client';
import {fill, type Slots} from './fill';
import {ja} from './ja';

export type Language = 'ja' | 'en';
export type Key = keyof typeof ja;
export type Messages = Record<Key, string>;

export type Texts = {
  language: Language; setLanguage: (next: Language) => void; t: (key: Key, slots?: Slots) => string;
  has: (key: string) => key is Key; pick: (row: {ja: string; en: string}) => string;
};
const Context = createContext<Texts | null>(null);
const KEPT = 'tenbin.language';

function first(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept === 'ja' || kept === 'en') return kept;
  return navigator.language.startsWith('ja') || !navigator.language.startsWith('en') ? 'ja' : 'en';
}

export function TextProvider({children}: {children: ReactNode}) {
  const [wanted, setWanted] = useState<Language>(first);
  const [texts, setTexts] = useState<{language: Language; messages: Messages} | null>(wanted === 'ja' ? {language: 'ja', messages: ja} : null);

  useEffect(() => {
    let current = true;
    const show = (language: Language, messages: Messages) => {
      if (!current) return;
      speak(language);
      document.documentElement.lang = language;
      setTexts({language, messages});
    };
    if (wanted === 'ja') show('ja', ja);
    else void import('./en').then(({en}) => show('en', en));
    return () => {
      current = false;
    };
  }, [wanted]);

  const setLanguage = useCallback((next: Language) => {
    localStorage.setItem(KEPT, next);
    setWanted(next);
  }, []);
  const value = useMemo<Texts | null>(() => texts && {
    language: texts.language,
    setLanguage,
    t: (key, slots) => fill(texts.messages[key] ?? key, slots),
    has: (key): key is Key => key in ja,
    pick: row => row[texts.language],
  }, [texts, setLanguage]);
  return value && <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useTexts(): Texts {
  const texts = useContext(Context);
  if (!texts) throw new Error('outside TextProvider');
  return texts;
}
