// The approved sentences in three lengths and both languages, whatever language the reader uses; the slots are a certificate's.
import type {Language} from '../../i18n';
import {fill} from '../../i18n/fill';

export type Slots = {mass: string; allocated: string; percent: string; number: string; period: string};
export const LENGTHS = ['line', 'three', 'footnote'] as const;
export type Length = (typeof LENGTHS)[number];

const PHYSICAL: Record<Language, string> = {
  ja: '製品が当該アルミニウムを物理的に含むことを示すものではありません。',
  en: 'The products do not necessarily contain that aluminium physically.',
};
const LINE: Record<Language, string> = {
  ja: '再エネ由来アルミ{percent}%相当(マスバランス方式・証明書{number})',
  en: '{percent} % renewable-energy aluminium equivalent (mass balance, cert. {number})',
};
const TEXTS: Record<Language, Record<Length, string>> = {
  ja: {
    line: LINE.ja,
    three: `{period}の製品{mass}tに、再生可能エネルギー由来アルミニウム{allocated}tがマスバランス方式により割り当てられています({percent}%相当)。\n証明書{number}。\n${PHYSICAL.ja}`,
    footnote: `※ ${LINE.ja}。${PHYSICAL.ja}`,
  },
  en: {
    line: LINE.en,
    three: `{allocated} t of renewable-energy-smelted aluminium is allocated, under a mass balance chain of custody, to {mass} t of products of {period} (equivalent to {percent} %).\nCertificate {number}.\n${PHYSICAL.en}`,
    footnote: `* ${LINE.en}. ${PHYSICAL.en}`,
  },
};

export const sentence = (language: Language, length: Length, slots: Slots): string => fill(TEXTS[language][length], slots);

/** `text` with what was found at code points `from`–`to` put right. */
export function mended(text: string, {from, to, instead}: {from: number; to: number; instead: string | null}): string {
  const letters = [...text];
  return [...letters.slice(0, from), instead ?? letters.slice(from, to).join(''), ...letters.slice(to)].join('');
}
