import {useTexts} from '../i18n';
import {daysBetween, era, periodText} from '../i18n/dates';
import {Badge} from '../ui/Page';
import {useSelection} from './selection';
import styles from './shell.module.css';

/** ◀ 2026年7月(令和8年) ▶, how long until it ends or since then, or that it is closed, and the site. */
export function SelectionBar() {
  const {t, language} = useTexts();
  const {book, site, period, choose, step} = useSelection();
  const at = site.periods.indexOf(period);
  const left = daysBetween(book.today, period.to);
  return (
    <section className={styles.selection} aria-label={t('shell.period')}>
      <span className={styles.period}>
        <button type="button" className={styles.arrow} aria-label={t('shell.previous')} disabled={at <= 0} onClick={() => step(-1)}>◀</button>
        <label className="hidden" htmlFor="period">{t('shell.period')}</label>
        <select id="period" className={styles.select} value={period.from} onChange={event => choose(site.site, event.target.value)}>
          {site.periods.map(one => (
            <option key={one.from} value={one.from}>
              {periodText(one.from, one.to, language)}{language === 'ja' && era(one.from) && `(${era(one.from)})`}
            </option>
          ))}
        </select>
        <button type="button" className={styles.arrow} aria-label={t('shell.next')} disabled={at >= site.periods.length - 1} onClick={() => step(1)}>▶</button>
      </span>
      {period.closed ? <Badge tone="good">{t('period.closed')}</Badge> : (
        <Badge tone="plain">{left >= 0 ? t('period.left', {days: left}) : t('period.over', {days: -left})}</Badge>
      )}
      <span className={styles.site}>
        <label htmlFor="site">{t('shell.site')}</label>
        <select id="site" className={styles.select} value={site.site} onChange={event => choose(event.target.value, period.from)}>
          {book.sites.map(one => <option key={one.site} value={one.site}>{language === 'ja' ? one.name_ja : one.name_en}</option>)}
        </select>
      </span>
    </section>
  );
}
