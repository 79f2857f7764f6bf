import {useMutation, useQueryClient} from '@tanstack/react-query';
import {useState} from 'react';
import {type Progress, postLong} from '../../api/jobs';
import {useSystem} from '../../api/queries';
import type {System as Data} from '../../api/types';
import {useTexts} from '../../i18n';
import {instantText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Badge, Card, Page, ProgressBar, Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {Settings} from '../approvals/Settings';
import {ageOf} from './backup';
import {MailTrial} from './MailTrial';
import {Notices} from './Notices';
import {ADMIN_TEXTS} from './texts';

/** When it was last done and how much it covered; "▲" where it never was or the book has grown since. */
function Done({done, size, never}: {done: Data['backup']; size: number; never: string}) {
  const {t, language} = useTexts();
  if (!done) return <p>▲ {never}</p>;
  const since = size - done.records;
  return (
    <p>{since > 0 ? '▲' : '✓'} {instantText(done.at, language)} · {t('system.records', {count: done.records})}
      {since > 0 && <> · {t('system.since', {count: since})}</>}</p>
  );
}

/** Amber after a day, red after a week, and when there never was one. */
function BackupAge({at}: {at: string | undefined}) {
  const word = useWords(ADMIN_TEXTS);
  const age = at === undefined ? null : ageOf(at, Date.now());
  if (!age) return <p><Badge tone="bad">{word('backup_none')}</Badge></p>;
  return <p><Badge tone={age.tone}>{age.days ? word('backup_days', {days: age.days}) : word('backup_today')}</Badge></p>;
}

/** A warning below 5 %. */
function Disk({disk}: {disk: Data['disk']}) {
  const word = useWords(ADMIN_TEXTS);
  if (!disk) return null;
  const percent = Math.floor(disk.available / disk.capacity * 100);
  return (
    <Card title={word('disk')}>
      <p>{percent < 5 ? '▲' : '✓'} {word('disk_free', {free: (disk.available / 1e9).toFixed(1), percent})}</p>
      {percent < 5 && <p><Badge tone="bad">{word('disk_low')}</Badge></p>}
    </Card>
  );
}

function Check({data}: {data: Data}) {
  const {t} = useTexts();
  const queries = useQueryClient();
  const [progress, setProgress] = useState<Progress>();
  const check = useMutation({
    mutationFn: () => postLong('/system/check', {}, {}, setProgress),
    onSuccess: () => queries.invalidateQueries({queryKey: ['system']}),
  });
  return (
    <Card title={t('system.check')}>
      <Done done={data.check} size={data.book.size} never={t('system.check_never')} />
      <ProblemNote error={check.error} />
      <Button small isDisabled={check.isPending} onPress={() => check.mutate()}>{t('system.check_do')}</Button>
      {check.isPending && <ProgressBar label={t('system.check_going')} {...progress} />}
    </Card>
  );
}

function Facts({data}: {data: Data}) {
  const {t} = useTexts();
  return (
    <div className="grid">
      <Card title={t('system.version')}><p>{data.version}</p></Card>
      <Card title={t('system.book')}>
        <p>{t('system.records', {count: data.book.size})} · {(data.book.bytes / 1_048_576).toFixed(1)} MiB</p>
        <p>{data.book.writable ? '✓' : '▲'} {t(data.book.writable ? 'system.writable' : 'system.not_writable')}</p>
      </Card>
      <Disk disk={data.disk} />
      <Card title={t('system.backup')}>
        <Done done={data.backup} size={data.book.size} never={t('system.backup_never')} />
        <BackupAge at={data.backup?.at} />
        <p className="muted">{t('system.backup_how')}</p>
      </Card>
      <Check data={data} />
      <Card title={t('system.key')}>
        <dl>
          <dt>{t('system.key_algorithm')}</dt><dd><code>{data.key.algorithm}</code></dd>
          <dt>{t('system.key_id')}</dt><dd><code>{data.key.id}</code></dd>
        </dl>
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
      {data && <div className="stack"><Facts data={data} /><Settings /><Notices /><MailTrial /></div>}
    </Page>
  );
}
