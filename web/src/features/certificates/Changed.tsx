// What became of a certificate: the revision before against the one now, why, what to state anew, and the notice to keep. Above the
// papers, so that nobody uses the old figures first.
import {useQuery} from '@tanstack/react-query';
import {get, Problem, saveFile} from '../../api/client';
import type {Certificate, CertificateSaid, Correction} from '../../api/types';
import {grams, percent, tonnes} from '../../arithmetic/mass';
import {useTexts} from '../../i18n';
import {dayText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Card} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {CERTIFICATE_TEXTS} from './texts';

const ROWS = ['mass', 'allocated', 'share', 'with', 'without'] as const;
const figure = (said: CertificateSaid, row: (typeof ROWS)[number]): string => ({
  mass: tonnes(grams(said.mass_kg)), allocated: tonnes(grams(said.allocated_kg)), share: `${percent(said.share_ppm)} %`,
  with: said.with_allocation_kgco2e ?? '–', without: said.without_allocation_kgco2e ?? '–',
})[row];

function Table({before, after}: Pick<Correction, 'before' | 'after'>) {
  const {t} = useTexts();
  const word = useWords(CERTIFICATE_TEXTS);
  const changed = ROWS.filter(row => !after || figure(before, row) !== figure(after, row));
  if (!changed.length) return <p>{word('unchanged')}</p>;
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={word('what')}>
      <table className="table">
        <thead><tr><th scope="col">{word('what')}</th>
          <th scope="col" className="n">{word('before')}<br />{t('certificate.revision', {revision: before.revision})}</th>
          <th scope="col" className="n">{word('after')}{after && <><br />{t('certificate.revision', {revision: after.revision})}</>}</th></tr></thead>
        <tbody>{changed.map(row => (
          <tr key={row}><th scope="row">{word(row)}</th><td className="n">{figure(before, row)}</td><td className="n">{after ? <strong>{figure(after, row)}</strong> : word('nothing')}</td></tr>
        ))}</tbody>
      </table>
    </div>
  );
}

export const wasChanged = (certificate: Pick<Certificate, 'revision' | 'state'>) => certificate.revision > 1 || certificate.state === 'revoked';

export function Changed({certificate}: {certificate: Certificate}) {
  const {language} = useTexts();
  const word = useWords(CERTIFICATE_TEXTS);
  const number = certificate.certificate;
  const {data, error} = useQuery({
    queryKey: ['certificates', 'correction', number, certificate.revision, certificate.state, language], enabled: wasChanged(certificate),
    queryFn: ({signal}) => get<Correction>(`/certificates/${encodeURIComponent(number)}/correction`, {}, signal),
  });
  if (error instanceof Problem && error.code === 'request.not_found') return null; // The revision before was never recorded.
  if (!data) return <ProblemNote error={error} quiet />;
  const slots = {date: dayText(data.date, language), before: data.before.revision, after: data.after?.revision ?? ''};
  return (
    <Card tone="warning" title={<>▲ {word(data.after ? 'changed' : 'gone', slots)}</>}>
      <Table before={data.before} after={data.after} />
      <p>{word('reason', {reason: data.reason})}</p>
      <p><strong>{data.restate}</strong></p>
      <Button onPress={() => saveFile(new Blob([data.letter[language]], {type: 'text/markdown;charset=utf-8'}), `${number}.${language}.md`)}>{word('letter')}<span className="hidden"> {number}</span></Button>
    </Card>
  );
}
