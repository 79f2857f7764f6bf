// 年次報告パック: a year of certificates, tables and sentences as one ZIP of the server's.
import {useState} from 'react';
import {download} from '../../api/client';
import type {Certificate} from '../../api/types';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Choice} from '../../ui/Field';
import {Card} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {yearsOf} from './groups';
import {PORTAL_TEXTS} from './texts';

export function Pack({certificates}: {certificates: readonly Certificate[]}) {
  const word = useWords(PORTAL_TEXTS);
  const years = yearsOf(certificates);
  const [year, setYear] = useState(years[0] ?? '');
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const [error, setError] = useState<unknown>(null);
  async function save() {
    setBusy(true);
    setSaved(false);
    setError(null);
    await download('/annual-pack', `tenbin-${year}.zip`, {year}).then(() => setSaved(true), setError);
    setBusy(false);
  }
  if (!years.length) return null;
  return (
    <Card title={word('pack')}>
      <p>{word('pack_lead')}</p>
      <ProblemNote error={error} />
      <div className="row">
        <Choice label={word('year')} value={year} onChange={event => setYear(event.target.value)}>
          {years.map(one => <option key={one} value={one}>{one}</option>)}
        </Choice>
        <Button isDisabled={busy} onPress={() => void save()}>{word('pack_do', {year})}</Button>
        {saved && <span role="status">✓ {word('pack_saved')}</span>}
      </div>
    </Card>
  );
}
