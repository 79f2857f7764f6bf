import {expect, it} from 'vitest';
import {dayText} from '../i18n/dates';
import {parseDay} from './day';

it('reads a day however it is written', () => {
  for (const typed of ['2026-07-01', '2026/7/1', '2026.7.1', '20260701', 'R8.7.1', 'r8/7/1', 'Ｒ８．７．１', '令和8年7月1日', '㋿8年7月1日', '２０２６年７月１日', '2026 年 7 月 1 日', ' 2026ー07−01 ', '1 Jul 2026', '1 July 2026']) {
    expect(parseDay(typed), typed).toEqual({day: '2026-07-01'});
  }
  expect(parseDay('令和元年5月1日')).toEqual({day: '2019-05-01'});
  expect(parseDay('H31.4.30')).toEqual({day: '2019-04-30'});
});

it('reads what the screens show', () => {
  for (const language of ['ja', 'en'] as const) expect(parseDay(dayText('2026-12-31', language))).toEqual({day: '2026-12-31'});
});

it('guesses nothing', () => {
  expect(parseDay('8/7/1')).toEqual({wrong: 'unclear', era: [8, 7, 1], century: '2008-07-01'});
  expect([parseDay(''), parseDay('　')]).toEqual([{wrong: 'empty'}, {wrong: 'empty'}]);
  for (const typed of ['2026-02-29', '20261301', 'R0.1.1', 'R1.4.30', 'H31.5.1', '31 Jun 2026']) expect(parseDay(typed), typed).toEqual({wrong: 'none'});
  for (const typed of ['あした', '2026/7', '7/1/2026', '元/7/1', '2026-7/1', '2026年7月1']) expect(parseDay(typed), typed).toEqual({wrong: 'day'});
});
