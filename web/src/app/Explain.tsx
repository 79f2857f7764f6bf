// この数字の根拠: the formula with its numbers, the rows behind each, and how it was rounded.
import {Link} from 'wouter';
import {useExplanation} from '../api/queries';
import {useTexts} from '../i18n';
import {periodText} from '../i18n/dates';
import {Dialog} from '../ui/Dialog';
import {type Asked, Mass} from '../ui/Figure';
import {Waiting} from '../ui/Page';
import {ProblemNote} from '../ui/Problem';
import {opensTo} from './places';
import {useRoles, useSelection} from './selection';
import styles from './shell.module.css';

export default function Explain({asked, onClose}: {asked: Asked; onClose: () => void}) {
  const {t, pick, language} = useTexts();
  const roles = useRoles();
  const {site, period} = useSelection();
  const {data, error} = useExplanation(asked.figure, asked.site ?? site.site, asked.period ?? period.from, asked.account);
  const shown = site.periods.find(one => one.from === (asked.period ?? period.from)) ?? period;
  return (
    <Dialog open side onClose={onClose} title={t('explain.title')}>
      <p>{t(`figure.${asked.figure}`)} · {periodText(shown.from, shown.to, language)} · {language === 'ja' ? site.name_ja : site.name_en}
        {asked.account && <> · {asked.account}</>}</p>
      <ProblemNote error={error} />
      {!data && !error && <Waiting />}
      {data && (
        <>
          <p className={styles.explained}><Mass kg={data.value_kg} /></p>
          <h3>{t('explain.formula')}</h3>
          <p className={styles.formula}>{pick({ja: data.formula_ja, en: data.formula_en})}</p>
          <h3>{t('explain.terms')}</h3>
          <table className={styles.terms}>
            <thead><tr><th scope="col">{t('explain.term')}</th><th scope="col">{t('explain.value')}</th><th scope="col">{t('explain.rows')}</th></tr></thead>
            <tbody>
              {data.terms.map(term => (
                <tr key={term.name_en}>
                  <th scope="row">{pick({ja: term.name_ja, en: term.name_en})}</th>
                  <td><Mass kg={term.value_kg} /></td>
                  <td>{opensTo(roles, term.rows_href) && <Link href={term.rows_href} onClick={onClose}>{t('explain.see_rows')}</Link>}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <h3>{t('explain.rounding')}</h3>
          <p>{pick({ja: data.rounding_ja, en: data.rounding_en})}</p>
        </>
      )}
    </Dialog>
  );
}
