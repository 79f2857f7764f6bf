// Ctrl+K: go anywhere by Japanese, kana or Latin letters. Enter never acts while an IME composes.
import {type KeyboardEvent, useState} from 'react';
import {useLocation} from 'wouter';
import {useTexts} from '../i18n';
import {periodText} from '../i18n/dates';
import {Dialog} from '../ui/Dialog';
import {composing} from '../ui/keys';
import {placesOf} from './places';
import {useMaybeSelection, usePerson} from './selection';
import styles from './shell.module.css';

type Choice = {id: string; name: string; words: string; act: () => void};

/** Katakana is read as hiragana, so that either finds the other. */
const plain = (text: string) =>
  text.normalize('NFKC').toLowerCase().replace(/[\u30a1-\u30f6]/g, letter => String.fromCharCode(letter.charCodeAt(0) - 0x60));

export default function Palette({onClose}: {onClose: () => void}) {
  const {t, language, setLanguage} = useTexts();
  const person = usePerson();
  const selection = useMaybeSelection();
  const [, go] = useLocation();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);

  const choices: Choice[] = [
    ...placesOf(person.roles).map(place => (
      {id: place.id, name: t(place.name), words: place.words, act: () => go(place.href)})),
    ...(selection?.site.periods ?? []).map(one => (
      {id: one.from, name: periodText(one.from, one.to, language), words: `${one.from} きかん kikan period`, act: () => selection?.choose(selection.site.site, one.from)})),
    {id: 'language', name: language === 'ja' ? 'English' : '日本語', words: 'language げんご gengo', act: () => setLanguage(language === 'ja' ? 'en' : 'ja')},
  ];
  const wanted = plain(typed.trim());
  const found = choices.filter(choice => plain(`${choice.name} ${choice.words}`).includes(wanted)).slice(0, 12);
  const active = found[Math.min(at, found.length - 1)];

  function onKeyDown(event: KeyboardEvent) {
    if (composing(event)) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const by = event.key === 'ArrowDown' ? 1 : -1;
      setAt(found.length ? (Math.min(at, found.length - 1) + by + found.length) % found.length : 0);
    } else if (event.key === 'Enter' && active) {
      event.preventDefault();
      onClose();
      active.act();
    }
  }

  return (
    <Dialog open onClose={onClose} title={t('palette.title')}>
      <input
        autoFocus role="combobox" aria-expanded="true" aria-controls="palette-list" aria-label={t('palette.title')} className={styles.paletteInput}
        aria-activedescendant={active && `palette-${active.id}`} placeholder={t('palette.hint')} value={typed}
        onChange={event => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id="palette-list" role="listbox" aria-label={t('palette.title')} className={styles.paletteList}>
        {found.map(choice => (
          <li
            key={choice.id} id={`palette-${choice.id}`} role="option" aria-selected={choice === active}
            onClick={() => {
              onClose();
              choice.act();
            }}
          >
            {choice.name}
          </li>
        ))}
      </ul>
      {!found.length && <p role="status">{t('palette.none')}</p>}
    </Dialog>
  );
}
