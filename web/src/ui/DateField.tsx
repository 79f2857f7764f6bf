// A day as people write it, shown back as the screens show days, with the Japanese era beside it (R13). The browser's own field would
// have the order of the browser. What reads as a day counts at once; anything else counts as none, and says why when the field is left.
import {type InputHTMLAttributes, type KeyboardEvent, type ReactNode, useId, useRef, useState} from 'react';
import {useTexts} from '../i18n';
import {dayText, era} from '../i18n/dates';
import {described, Frame} from './Field';
import {type ParsedDay, parseDay} from './day';
import {todayInJapan} from './grid';
import {composing} from './keys';
import styles from './ui.module.css';

type Props = {label: ReactNode; help?: ReactNode; value: string; onChange: (day: string) => void} & Pick<InputHTMLAttributes<HTMLInputElement>, 'name' | 'required' | 'disabled'>;

/** What is wrong with what was typed; nothing where nothing was. */
function useFault(): (parsed: ParsedDay, typed: string) => string | undefined {
  const {t, pick, language} = useTexts();
  return (parsed, typed) => {
    if (!('wrong' in parsed) || parsed.wrong === 'empty') return undefined;
    if (parsed.wrong !== 'unclear') return t(`day.${parsed.wrong}`, {typed});
    const [year, month, date] = parsed.era;
    return t('day.unclear', {typed, first: pick({ja: `令和${year}年${month}月${date}日`, en: `R${year}.${month}.${date}`}), second: dayText(parsed.century, language)});
  };
}

export function DateField({label, help, value, onChange, ...input}: Props) {
  const {t, language} = useTexts();
  const fault = useFault();
  const id = useId();
  const calendar = useRef<HTMLInputElement>(null);
  const [written, setWritten] = useState<string | null>(null); // Until it is left.
  const [left, setLeft] = useState(false);
  const parsed = parseDay(written ?? '');
  const around = {label, help, fault: left && written !== null && fault(parsed, written)};

  function write(text: string) {
    const next = parseDay(text);
    const day = 'day' in next ? next.day : '';
    setWritten(text);
    setLeft(false);
    if (day !== value) onChange(day);
  }
  function leave() {
    setLeft(true);
    if ('day' in parsed || (written !== null && parsed.wrong === 'empty')) setWritten(null);
  }
  function choose(day: string) {
    setWritten(null);
    onChange(day);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (composing(event) || event.key !== ';' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    choose(todayInJapan());
  }
  return (
    <Frame id={id} {...around}>
      <span className={styles.day}>
        <input {...input} id={id} autoComplete="off" spellCheck={false} className={styles.input} placeholder={t('day.example')} value={written ?? (value && dayText(value, language))}
          onChange={event => write(event.target.value)} onBlur={leave} onKeyDown={onKeyDown} aria-invalid={around.fault ? true : undefined} aria-describedby={described(id, around)} />
        <span className={styles.picker}>
          <input ref={calendar} type="date" tabIndex={-1} aria-hidden="true" value={value} onChange={event => choose(event.target.value)} />
          <button type="button" disabled={input.disabled} title={t('day.calendar')} onClick={() => calendar.current?.showPicker()}>
            <span aria-hidden="true">▾</span><span className="hidden">{t('day.calendar')}: {label}</span>
          </button>
        </span>
        {language === 'ja' && value && <span className={styles.unit}>{era(value)}</span>}
      </span>
    </Frame>
  );
}
