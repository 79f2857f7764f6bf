// Texts of one feature, in a file of its own beside it (features/…/texts.ts), so that the first page does not load them. Both
// languages stand there; the same keys by type, the same slots and words by i18n.test.ts.
import {useCallback} from 'react';
import {useTexts} from '.';
import {fill, type Slots} from './fill';

export type FeatureTexts<Word extends string = string> = {ja: Record<Word, string>; en: Record<Word, string>};

export const featureTexts = <Word extends string>(texts: {ja: Record<Word, string>; en: Record<NoInfer<Word>, string>}): FeatureTexts<Word> => texts;

/** The words of a feature in the reader's language. */
export function useWords<Word extends string>(texts: FeatureTexts<Word>): (word: Word, slots?: Slots) => string {
  const {language} = useTexts();
  return useCallback((word, slots) => fill(texts[language][word] ?? word, slots), [texts, language]);
}
