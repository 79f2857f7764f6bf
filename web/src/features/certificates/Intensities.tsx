// Both footprints as the certificate says them: read from the credential itself, so that the screen never rounds otherwise than the paper.
import {useQuery} from '@tanstack/react-query';
import {get} from '../../api/client';
import type {Certificate} from '../../api/types';
import {percent} from '../../arithmetic/mass';
import {WHOLE} from '../../arithmetic/share';
import {useTexts} from '../../i18n';
import {perTonne} from '../../ui/emissions';
import {Figure} from '../../ui/Figure';
import {ProblemNote} from '../../ui/Problem';
import styles from './certificates.module.css';

type Totals = {with_allocation_kgco2e_per_kg?: string; without_allocation_kgco2e_per_kg?: string};
type Credential = {credentialSubject: {massBalance: {totals: Totals; periods: {from: string}[]}}};

/** Nothing of a revoked one: it says nothing any more. What is of several periods has no single figure behind it. */
export function Intensities({certificate: {certificate, revision, state, share_ppm}, site}: {certificate: Certificate; site: string | undefined}) {
  const {t} = useTexts();
  const {data, error} = useQuery({
    // A paper: what was issued stays as it is, whatever is posted.
    queryKey: ['paper', 'credential', certificate, revision], enabled: state === 'live', staleTime: Infinity,
    queryFn: ({signal}) => get<Credential>(`/certificates/${encodeURIComponent(certificate)}/json`, {}, signal),
  });
  if (!data) return <ProblemNote error={error} quiet />;
  const {totals, periods} = data.credentialSubject.massBalance;
  const period = periods.length === 1 ? periods[0]!.from : undefined;
  const note = t('footprint.mixed', {share: `${percent(share_ppm)} %`, rest: `${percent(WHOLE - share_ppm)} %`});
  const rows = [
    {figure: 'footprint_with', name: t('footprint.with'), value: totals.with_allocation_kgco2e_per_kg, note}, {figure: 'footprint_without', name: t('footprint.without'), value: totals.without_allocation_kgco2e_per_kg, note: undefined},
  ] as const;
  return (
    <dl className={styles.intensities}>
      {rows.map(({figure, name, value, note: part}) => (
        <div key={figure}><dt>{name}</dt><dd>{value && period && site ? <Figure figure={figure} site={site} period={period} note={part} value={perTonne(value)} label="" /> : perTonne(value ?? null)} <small>t-CO₂e/t</small></dd></div>
      ))}
    </dl>
  );
}
