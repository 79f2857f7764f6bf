// The customer's own screen: their certificates and the papers, proof to share, sentences they may use, the pack of a year.
import {lazy, Suspense, useState} from 'react';
import {useAll} from '../../api/queries';
import type {Certificate} from '../../api/types';
import {grams, percent, tonnes} from '../../arithmetic/mass';
import {sum} from '../../arithmetic/share';
import {useTexts} from '../../i18n';
import {dayText, periodText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Choice, TextField, Tick} from '../../ui/Field';
import {Card, Empty, Page, Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {Papers} from '../certificates/Certificate';
import {StateBadge} from '../certificates/Certificates';
import {Changed, wasChanged} from '../certificates/Changed';
import {byPeriod, type Wanted, wantedOf, yearsOf} from './groups';
import {Pack} from './Pack';
import {PORTAL_TEXTS} from './texts';
import {Wording} from './Wording';

const Share = lazy(() => import('./Share'));
const BadgeDialog = lazy(() => import('./Badge'));

function One({certificate, onUse, onShare, onBadge}: {certificate: Certificate; onUse: () => void; onShare: () => void; onBadge: () => void}) {
  const {t, language} = useTexts();
  const word = useWords(PORTAL_TEXTS);
  return (
    <Card title={<>{certificate.certificate} <StateBadge certificate={certificate} /></>}>
      <p>{t('portal.line', {mass: tonnes(grams(certificate.mass_kg)), allocated: tonnes(grams(certificate.allocated_kg)), percent: percent(certificate.share_ppm)})}<br />
        <span className="muted">{dayText(certificate.from, language)}–{dayText(certificate.to, language)}</span></p>
      {certificate.state === 'revoked' && <p>▲ {t('portal.revoked')}</p>}
      {wasChanged(certificate) && <Changed certificate={certificate} />}
      <Papers number={certificate.certificate} language={language} />
      {certificate.state === 'live' && (
        <p className="row"><Button onPress={onShare}>{word('share')}<span className="hidden"> {certificate.certificate}</span></Button><Button onPress={onUse}>{t('portal.use')}<span className="hidden"> {certificate.certificate}</span></Button>
          <Button onPress={onBadge}>{word('badge')}<span className="hidden"> {certificate.certificate}</span></Button></p>
      )}
    </Card>
  );
}

export default function Portal() {
  const {t, language} = useTexts();
  const word = useWords(PORTAL_TEXTS);
  const {data, error} = useAll('certificates');
  const [wanted, want] = useState<Wanted>({year: '', number: '', live: false});
  const [used, setUsed] = useState<Certificate | null>(null);
  const [shared, setShared] = useState<Certificate | null>(null);
  const [badged, setBadged] = useState<Certificate | null>(null);
  const rows = wantedOf(data ?? [], wanted);
  const live = rows.filter(row => row.state === 'live');
  const all = sum(live.map(row => grams(row.allocated_kg)));
  return (
    <Page title={t('place.portal')} lead={data ? <span role="status">{t('portal.total', {count: live.length, mass: tonnes(all)})}</span> : undefined}>
      <ProblemNote error={error} />
      {!data && !error && <Waiting />}
      <div className="stack">
        {data && !data.length && <Empty>{t('portal.empty')}</Empty>}
        {data && data.length > 0 && (
          <div className="row">
            <Choice label={word('year_filter')} value={wanted.year} onChange={event => want({...wanted, year: event.target.value})}>
              <option value="">{word('every_year')}</option>
              {yearsOf(data).map(one => <option key={one} value={one}>{one}</option>)}
            </Choice>
            <TextField label={word('number_filter')} value={wanted.number} onChange={event => want({...wanted, number: event.target.value})} />
            <Tick label={word('only_live')} checked={wanted.live} onChange={event => want({...wanted, live: event.target.checked})} />
          </div>
        )}
        {data && data.length > 0 && !rows.length && <Empty>{word('no_match')}</Empty>}
        {byPeriod(rows).map(group => (
          <section key={`${group.from}/${group.to}`}>
            <h2>{word('group', {period: periodText(group.from, group.to, language), count: group.live, mass: tonnes(group.allocated)})}</h2>
            <div className="grid">{group.rows.map(row => (
              <One key={row.certificate} certificate={row} onUse={() => setUsed(row)} onShare={() => setShared(row)} onBadge={() => setBadged(row)} />
            ))}</div>
          </section>
        ))}
        {used && <Wording key={used.certificate} certificate={used} />}
        {data && data.length > 0 && <Pack certificates={data} />}
        <Suspense fallback={null}>
          {shared && <Share number={shared.certificate} onClose={() => setShared(null)} />}
          {badged && <BadgeDialog certificate={badged} onClose={() => setBadged(null)} />}
        </Suspense>
      </div>
    </Page>
  );
}
