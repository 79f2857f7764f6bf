// The sentence of the catalogue that a certificate over these masses says, as the paper has it (src/certificate/wording.cpp).
import {type Grams, percent, tonnes} from '../../arithmetic/mass';
import {shareOf} from '../../arithmetic/share';
import type {Key} from '../../i18n';
import type {Slots} from '../../i18n/fill';

type Say = (key: Key, slots?: Slots) => string;

/** C2 where all of it is allocated, else C1. */
export const claimed = (t: Say, mass: Grams, allocated: Grams): string =>
  (allocated === mass ? t('claim.c2', {mass: tonnes(mass)}) : t('claim.c1', {mass: tonnes(mass), allocated: tonnes(allocated), percent: percent(shareOf(allocated, mass))}));
