// Days are text, never a Date: "2026-07-01" in data, 2026年7月1日 on the screen.
import type {Language} from '.';

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

function parts(day: string): [number, number, number] {
  const [year = 0, month = 1, date = 1] = day.slice(0, 10).split('-').map(Number);
  return [year, month, date];
}

export function dayText(day: string, language: Language): string {
  const [year, month, date] = parts(day);
  return language === 'ja' ? `${year}年${month}月${date}日` : `${date} ${MONTHS[month - 1]} ${year}`;
}

/** The Japanese era beside the year: Reiwa began on 2019-05-01. */
export function era(day: string): string {
  const [year] = parts(day);
  if (day < '2019-05-01') return '';
  return `令和${year === 2019 ? '元' : year - 2018}年`;
}

/** A period by its days: a month when it is one, else from–to. */
export function periodText(from: string, to: string, language: Language): string {
  const [year, month, first] = parts(from);
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (first === 1 && to.slice(0, 7) === from.slice(0, 7) && parts(to)[2] === last) {
    return language === 'ja' ? `${year}年${month}月` : `${MONTHS[month - 1]} ${year}`;
  }
  return `${dayText(from, language)}–${dayText(to, language)}`;
}

export function monthText(day: string, language: Language): string {
  const [, month] = parts(day);
  return language === 'ja' ? `${month}月` : MONTHS[month - 1]!;
}

/** An instant in Japan, to the minute: people of one mill look at it. */
export function instantText(instant: string, language: Language): string {
  return new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
    timeZone: 'Asia/Tokyo', year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit',
  }).format(new Date(instant));
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / 86_400_000);
}
