// この数字の根拠: the formula with its numbers, what it is made of down to records and documents, and how it was rounded. A term
// that is a figure itself opens in the same drawer, with a way back.
import {useState} from 'react';
import {Link} from 'wouter';
import {useExplanation} from '../../api/queries';
import type {ExplainedTerm} from '../../api/types';
import {opensTo} from '../../app/places';
import {useRoles, useSelection} from '../../app/selection';
import {useTexts} from '../../i18n';
import {periodText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Dialog} from '../../ui/Dialog';
import {type Asked, ExplainContext, Figure, Value} from '../../ui/Figure';
import {Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import styles from './explain.module.css';
import {Sources} from './Sources';
import {EXPLAIN_TEXTS} from './texts';

function Terms({terms, asked, onLeave}: {terms: ExplainedTerm[]; asked: Asked; onLeave: () => void}) {
  const {t, pick} = useTexts();
  const roles = useRoles();
  return (
    <table className={styles.terms}>
      <thead><tr><th scope="col">{t('explain.term')}</th><th scope="col">{t('explain.value')}</th><th scope="col">{t('explain.rows')}</th></tr></thead>
      <tbody>
        {terms.map(term => (
          <tr key={term.name_en}>
            <th scope="row">{pick({ja: term.name_ja, en: term.name_en})}</th>
            <td>{term.figure
              ? <Figure {...asked} note={undefined} figure={term.figure} period={term.period} label="" value={<Value of={term} />}>{null}</Figure>
              : <Value of={term} />}</td>
            <td>{opensTo(roles, term.rows_href) && <Link href={term.rows_href} onClick={onLeave}>{t('explain.see_rows')}</Link>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Reasons({asked, onLeave}: {asked: Asked; onLeave: () => void}) {
  const {t, pick, language} = useTexts();
  const {book, site: chosen, period} = useSelection();
  const site = book.sites.find(one => one.site === asked.site) ?? chosen;
  const {data, error} = useExplanation(asked.figure, site.site, asked.period ?? period.from, asked.account);
  const shown = site.periods.find(one => one.from === (asked.period ?? period.from)) ?? period;
  return (
    <>
      <p>{t(`figure.${asked.figure}`)} · {periodText(shown.from, shown.to, language)} · {language === 'ja' ? site.name_ja : site.name_en}
        {asked.account && <> · {asked.account}</>}</p>
      <ProblemNote error={error} />
      {!data && !error && <Waiting />}
      {data && (
        <>
          <p className={styles.explained}><Value of={data} /></p>
          {asked.note && <p>{asked.note}</p>}
          <h3>{t('explain.formula')}</h3>
          <p className={styles.formula}>{pick({ja: data.formula_ja, en: data.formula_en})}</p>
          {data.terms.length > 0 && <><h3>{t('explain.terms')}</h3><Terms terms={data.terms} asked={asked} onLeave={onLeave} /></>}
          <h3>{t('explain.rounding')}</h3>
          <p>{pick({ja: data.rounding_ja, en: data.rounding_en})}</p>
          {data.terms.map(term => <Sources key={term.name_en} term={term} onLeave={onLeave} />)}
        </>
      )}
    </>
  );
}

export default function Explain({asked, onClose}: {asked: Asked; onClose: () => void}) {
  const {t} = useTexts();
  const word = useWords(EXPLAIN_TEXTS);
  const [trail, setTrail] = useState([asked]);
  const now = trail.at(-1) ?? asked;
  return (
    <ExplainContext.Provider value={next => setTrail([...trail, next])}>
      <Dialog open side onClose={onClose} title={t('explain.title')}>
        {trail.length > 1 && <Button small onPress={() => setTrail(trail.slice(0, -1))}>← {word('back')}</Button>}
        <Reasons asked={now} onLeave={onClose} />
      </Dialog>
    </ExplainContext.Provider>
  );
}
