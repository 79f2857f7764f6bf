import {useSystem} from '../../api/queries';
import type {System as Data} from '../../api/types';
import {useTexts} from '../../i18n';
import {Card, Page, Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {Settings} from '../approvals/Settings';

function Facts({data}: {data: Data}) {
  const {t} = useTexts();
  return (
    <div className="grid">
      <Card title={t('system.version')}><p>{data.version}</p></Card>
      <Card title={t('system.book')}>
        <p>{t('system.records', {count: data.book.size})} · {(data.book.bytes / 1_048_576).toFixed(1)} MiB</p>
      </Card>
      <Card title={t('system.backup')}><p className="muted">{t('system.backup_how')}</p></Card>
      <Card title={t('system.key')}>
        <dl>{Object.entries(data.key).map(([name, value]) => <div key={name}><dt>{name}</dt><dd><code>{String(value)}</code></dd></div>)}</dl>
      </Card>
    </div>
  );
}

export default function System() {
  const {t} = useTexts();
  const {data, error} = useSystem();
  return (
    <Page title={t('place.system')}>
      <ProblemNote error={error} />
      {!data && !error && <Waiting />}
      {data && <div className="stack"><Facts data={data} /><Settings /></div>}
    </Page>
  );
}
