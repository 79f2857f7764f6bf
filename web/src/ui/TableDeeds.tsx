// What every table offers (R9): copy for a spreadsheet, and 「Excelで保存」.
import {type ReactNode, useRef, useState} from 'react';
import {useTexts} from '../i18n';
import {Button} from './Button';
import {toClipboard} from './clipboard';
import {ProblemNote} from './Problem';
import {type Sheet, saveSheet, sheetOnPage, tsv} from './sheet';

type Deeds = {title: string; isDisabled?: boolean; sheet: () => Sheet; whole?: () => Promise<Sheet>};

/** `sheet`: what is shown; `whole`: with what has not been read yet. */
export function TableDeeds({title, isDisabled, sheet, whole}: Deeds) {
  const {t} = useTexts();
  const [copied, setCopied] = useState(0);
  const [saving, setSaving] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  async function attempt(deed: () => Promise<void>) {
    setCopied(0);
    setRefused(null);
    await deed().catch(setRefused);
  }
  const copy = () => attempt(async () => {
    const shown = sheet();
    await toClipboard(tsv(shown));
    setCopied(shown.rows.length);
  });
  const save = () => attempt(async () => {
    setSaving(true);
    await (whole?.() ?? Promise.resolve(sheet())).then(all => saveSheet(title, all)).finally(() => setSaving(false));
  });
  return (
    <>
      <Button small isDisabled={isDisabled} onPress={() => void copy()}>{t('list.copy')}</Button>
      <Button small isDisabled={isDisabled || saving} onPress={() => void save()}>{t('list.xlsx')}</Button>
      {copied > 0 && <span role="status">✓ {t('list.copied', {count: copied})}</span>}
      <ProblemNote error={refused} />
    </>
  );
}

/** A plain table, scrolled on its own where it is wide, with both deeds below it. */
export function TableBox({name, title = name, children}: {name: string; title?: string; children: ReactNode}) {
  const box = useRef<HTMLDivElement>(null);
  const table = () => sheetOnPage(box.current!.querySelector('table')!);
  return (
    <>
      <div ref={box} className="scroll" tabIndex={0} role="region" aria-label={name}>{children}</div>
      <div className="row noprint"><TableDeeds title={title} sheet={table} /></div>
    </>
  );
}
