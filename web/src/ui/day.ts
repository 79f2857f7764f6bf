// What a person types as a day, in any width, becomes "2026-07-01". A year of one or two digits may be of an era or of this century:
// it is refused with both readings, as the tables that are handed in are (src/table/dates.cpp).

export type ParsedDay = {day: string} | {wrong: 'empty' | 'day' | 'none'} | {wrong: 'unclear'; era: [number, number, number]; century: string};

/** The year 1 is the one after `before`. */
const ERAS = [{name: /^(?:R|令和?)/i, before: 2018, from: '2019-05-01', to: '9999-12-31'}, {name: /^(?:H|平成?)/i, before: 1988, from: '1989-01-08', to: '2019-04-30'}];
const PARTED = [/^(元|\d{1,4})-(\d{1,2})-(\d{1,2})$/, /^(元|\d{1,4})\/(\d{1,2})\/(\d{1,2})$/, /^(元|\d{1,4})\.(\d{1,2})\.(\d{1,2})$/, /^(元|\d{1,4})年(\d{1,2})月(\d{1,2})日$/];
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** Null where the calendar has no such day. */
function civil(year: number, month: number, date: number): string | null {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  const instant = Date.parse(`${text}T00:00:00Z`);
  return year >= 1900 && !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text) ? text : null;
}

const found = (day: string | null): ParsedDay => (day ? {day} : {wrong: 'none'});

export function parseDay(typed: string): ParsedDay {
  const text = typed.normalize('NFKC').replace(/[\u2212\u2010-\u2015\u30fc]/g, '-').trim();
  const plain = text.replace(/\s/g, '');
  if (!plain) return {wrong: 'empty'};
  if (/^\d{8}$/.test(plain)) return found(civil(Number(plain.slice(0, 4)), Number(plain.slice(4, 6)), Number(plain.slice(6))));
  const english = /^(\d{1,2}) ([a-z]{3})[a-z]*\.? (\d{4})$/i.exec(text); // As the English screens write it.
  if (english) return found(civil(Number(english[3]), MONTHS.indexOf(english[2]!.toLowerCase()) + 1, Number(english[1])));
  const era = ERAS.find(({name}) => name.test(plain));
  const parts = PARTED.map(pattern => pattern.exec(era ? plain.replace(era.name, '') : plain)).find(match => match);
  if (!parts) return {wrong: 'day'};
  const [year, month, date] = parts.slice(1).map(part => (part === '元' ? 1 : Number(part))) as [number, number, number];
  if (era) {
    const day = year > 0 && year < 100 ? civil(era.before + year, month, date) : null;
    return found(day && day >= era.from && day <= era.to ? day : null);
  }
  if (parts[1]!.length === 4) return found(civil(year, month, date));
  const century = parts[1]!.length < 3 && parts[1] !== '元' ? civil(2000 + year, month, date) : null;
  return century ? {wrong: 'unclear', era: [year, month, date], century} : {wrong: 'day'};
}
