import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {dayText, daysBetween, era, periodText} from './dates';
import {en} from './en';
import type {FeatureTexts} from './feature';
import {fill} from './fill';
import {ja} from './ja';

const keys = Object.keys(ja) as (keyof typeof ja)[];
const wrongJa = /グリーン|エコ(?!ノ)|在庫|クレジット|口座|含有率|残高|！|使用率|ロック/;
const wrongEn = /\b(green|eco|credits?|content of)\b/i;
/** "{count} rows", which would be wrong for one of them; "{count} {count|row|rows}" is not. */
const alwaysMany = /\{(?:count|days|hours|months)\} (?:[\w-]+ ){0,2}\w+s\b/;
const slots = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(match => match[1]).sort().filter((name, at, all) => all.indexOf(name) === at);

function sources(folder: string): string {
  return readdirSync(folder, {withFileTypes: true}).map(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'i18n' ? '' : sources(path);
    return /\.tsx?$/.test(entry.name) ? readFileSync(path, 'utf8') : '';
  }).join('\n');
}

describe('the dictionaries', () => {
  it('have the same keys', () => expect(Object.keys(en)).toEqual(keys));
  it('have no empty text', () => expect(keys.filter(key => !ja[key].trim() || !en[key].trim())).toEqual([]));
  it('have the same slots in both languages', () =>
    expect(keys.filter(key => slots(ja[key]).join() !== slots(en[key]).join())).toEqual([]));
  it('hold to the words of the glossary', () => {
    expect(keys.filter(key => wrongJa.test(ja[key]))).toEqual([]);
    expect(keys.filter(key => wrongEn.test(en[key]))).toEqual([]);
  });
  it.each([['ja', ja], ['en', en]] as const)('name the roles as the command line does: %s', (language, texts) => {
    const said = JSON.parse(readFileSync(join(__dirname, `../../../i18n/parts/office.${language}.json`), 'utf8')) as Record<string, string>;
    const roles = keys.filter(key => key.startsWith('role.'));
    expect(Object.fromEntries(roles.map(role => [role, texts[role]]))).toEqual(Object.fromEntries(roles.map(role => [role, said[`word.${role}`]])));
  });
  it('count one in the singular', () => expect(keys.filter(key => alwaysMany.test(en[key]))).toEqual([]));
  it('hold no text that no screen shows', () => {
    const code = sources(join(__dirname, '..'));
    // A key that is put together begins with a group that stands before "${" in the code.
    const groups = [...code.matchAll(/[`'"]([\w.]+\.)\$\{/g)].map(match => match[1]!);
    const words = [...code.matchAll(/word\('(\w+)', (?!\{)/g)].map(match => `${match[1]}.`);
    const used = (key: string) => code.includes(`'${key}'`) || [...groups, ...words].some(group => key.startsWith(group));
    expect(keys.filter(key => !used(key))).toEqual([]);
  });
});

describe('the texts of features', () => {
  const files = import.meta.glob<Record<string, FeatureTexts>>('../features/**/texts.ts', {eager: true});
  const all = Object.entries(files).flatMap(([path, file]) => Object.values(file).map((texts): [string, FeatureTexts] => [path, texts]));
  it.each(all)('%s', (path, texts) => {
    const words = Object.keys(texts.ja);
    expect(Object.keys(texts.en)).toEqual(words);
    expect(words.filter(word => !texts.ja[word]!.trim() || !texts.en[word]!.trim())).toEqual([]);
    expect(words.filter(word => slots(texts.ja[word]!).join() !== slots(texts.en[word]!).join())).toEqual([]);
    expect(words.filter(word => wrongJa.test(texts.ja[word]!) || wrongEn.test(texts.en[word]!))).toEqual([]);
    expect(words.filter(word => alwaysMany.test(texts.en[word]!))).toEqual([]);
    const code = sources(join(__dirname, '../features'));
    const used = (word: string) => code.includes(`'${word}'`) || code.includes(`.${word}`) || [...code.matchAll(/`([\w.]+\.)\$\{/g)].some(match => word.startsWith(match[1]!));
    // The steps of the first day and the places to come are named by their ids.
    expect(words.filter(word => !used(word) && !/later|start/.test(path))).toEqual([]);
  });
});

describe('filling and dates', () => {
  it('fills slots and leaves a missing one to be seen', () => expect(fill('{a} t / {b}', {a: '1.000'})).toBe('1.000 t / {b}'));
  it('chooses by the number', () => {
    const text = '{count} {count|row|rows}';
    expect([fill(text, {count: 1}), fill(text, {count: 0}), fill(text, {count: 12}), fill(text)]).toEqual(['1 row', '0 rows', '12 rows', text]);
  });
  it('says days and periods', () => {
    expect(dayText('2026-07-01', 'ja')).toBe('2026年7月1日');
    expect(dayText('2026-07-01', 'en')).toBe('1 Jul 2026');
    expect(periodText('2026-07-01', '2026-07-31', 'ja')).toBe('2026年7月');
    expect(periodText('2026-07-01', '2026-09-30', 'en')).toBe('1 Jul 2026–30 Sep 2026');
    expect([era('2026-07-01'), era('2019-05-01'), era('2019-04-30')]).toEqual(['令和8年', '令和元年', '']);
    expect(daysBetween('2026-07-28', '2026-07-31')).toBe(3);
  });
});
