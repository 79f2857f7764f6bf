import {describe, expect, it} from 'vitest';
import {LENGTHS, mended, sentence} from './sentences';

const slots = {mass: '60.000', allocated: '30.000', percent: '50.0', number: 'MB-2026-000124-3', period: '2026年7月'};

describe('the approved sentences', () => {
  it('say equivalent and the method in every length and language', () => {
    for (const length of LENGTHS) {
      expect(sentence('ja', length, slots)).toMatch(/相当/);
      expect(sentence('ja', length, slots)).toMatch(/マスバランス方式/);
      expect(sentence('en', length, slots)).toMatch(/equivalent/);
      expect(sentence('en', length, slots)).toMatch(/mass balance/);
      expect(sentence('ja', length, slots) + sentence('en', length, slots)).not.toMatch(/[{}]/);
    }
  });
  it('say in the longer ones that nothing physical is meant', () => {
    expect(sentence('ja', 'three', slots)).toMatch(/物理的に含むことを示すものではありません/);
    expect(sentence('en', 'footnote', slots)).toMatch(/do not necessarily contain/);
    expect(sentence('ja', 'three', slots).split('\n')).toHaveLength(3);
  });
  it('are put right by code points', () => {
    expect(mended('𠮷の50%使用です', {from: 2, to: 7, instead: '50%相当(マスバランス方式)'})).toBe('𠮷の50%相当(マスバランス方式)です');
    expect(mended('そのまま', {from: 0, to: 2, instead: null})).toBe('そのまま');
  });
});
