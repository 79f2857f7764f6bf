// The customer's own screen: their certificates and the papers, proof to share, sentences they may use, the pack of a year.
import {lazy, Suspense, useState} from 'react';
import {useAll} from '../../api/queries';
import type {Certificate} from '../../api/types';
import {grams, percent, tonnes} from '../../arithmetic/mass';
import {sum} from '../../arithmetic/share';
import {useTexts} from '../../i18n';
import {dayText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Card, Empty, Page, Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {Papers} from '../certificates/Certificate';
import {StateBadge} from '../certificates/Certificates';
import {Pack} from './Pack';
import {PORTAL_TEXTS} from './texts';
import {Wording} from './Wording';

const Share = lazy(() => import('./Share'));

function One({certificate, onUse, onShare}: {certificate: Certificate; onUse: () => void; onShare: () => void}) {
  const {t, language} = useTexts();
  const word = useWords(PORTAL_TEXTS);
  return (
    <Card title={<>{certificate.certificate} <StateBadge certificate={certificate} /></>}>
      <p>{t('portal.line', {mass: tonnes(grams(certificate.mass_kg)), allocated: tonnes(grams(certificate.allocated_kg)), percent: percent(certificate.share_ppm)})}<br />
        <span className="muted">{dayText(certificate.from, language)}–{dayText(certificate.to, language)}</span></p>
      {certificate.state === 'revoked' && <p>▲ {t('portal.revoked')}</p>}
      <Papers number={certificate.certificate} language={language} />
      {certificate.state === 'live' && (
        <p className="row"><Button onPress={onShare}>{word('share')}<span className="hidden"> {certificate.certificate}</span></Button><Button onPress={onUse}>{t('portal.use')}<span className="hidden"> {certificate.certificate}</span></Button></p>
      )}
    </Card>
  );
}

export default function Portal() {
  const {t} = useTexts();
  const {data, error} = useAll('certificates');
  const [used, setUsed] = useState<Certificate | null>(null);
  const [shared, setShared] = useState<Certificate | null>(null);
  const live = (data ?? []).filter(row => row.state === 'live');
  const all = sum(live.map(row => grams(row.allocated_kg)));
  return (
    <Page title={t('place.portal')} lead={data ? t('portal.total', {count: live.length, mass: tonnes(all)}) : undefined}>
      <ProblemNote error={error} />
      {!data && !error && <Waiting />}
      <div className="stack">
        {data && !data.length && <Empty>{t('portal.empty')}</Empty>}
        <div className="grid">{(data ?? []).map(row => <One key={row.certificate} certificate={row} onUse={() => setUsed(row)} onShare={() => setShared(row)} />)}</div>
        {used && <Wording key={used.certificate} certificate={used} />}
        {data && data.length > 0 && <Pack certificates={data} />}
        <Suspense fallback={null}>{shared && <Share number={shared.certificate} onClose={() => setShared(null)} />}</Suspense>
      </div>
    </Page>
  );
}
