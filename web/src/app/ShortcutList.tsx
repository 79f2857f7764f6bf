import {useState} from 'react';
import {type Key, useTexts} from '../i18n';
import {Dialog} from '../ui/Dialog';
import {Tick} from '../ui/Field';
import {KEPT_SHORTCUTS, shortcutsOn} from '../ui/keys';
import {placesOf} from './places';
import {usePerson} from './selection';
import styles from './shell.module.css';

const GENERAL: [string, Key][] = [
  ['Ctrl+K', 'keys.palette'], ['/', 'keys.search'], ['[ ]', 'keys.period'], ['n', 'keys.new'], ['e', 'keys.correct'], ['Ctrl+Enter', 'keys.confirm'],
  ['?', 'keys.list'], ['Esc', 'keys.close'],
];
const SIMULATOR: [string, Key][] = [['m', 'keys.meeting'], ['1 2 3', 'keys.scenarios'], ['Ctrl+Z', 'keys.undo']];

export default function ShortcutList({onClose}: {onClose: () => void}) {
  const {t} = useTexts();
  const {roles} = usePerson();
  const [on, setOn] = useState(shortcutsOn);
  const rows: [string, string][] = [
    ...GENERAL.map(([keys, key]): [string, string] => [keys, t(key)]),
    ...placesOf(roles).filter(place => place.keys).map((place): [string, string] => [place.keys!, t(place.name)]),
    ...SIMULATOR.map(([keys, key]): [string, string] => [keys, t(key)]),
  ];
  return (
    <Dialog open onClose={onClose} title={t('shell.shortcuts')}>
      <Tick label={t('keys.on')} checked={on} onChange={event => {
        localStorage.setItem(KEPT_SHORTCUTS, event.target.checked ? 'on' : 'off');
        setOn(event.target.checked);
      }} />
      <table className={styles.keys}>
        <thead><tr><th scope="col">{t('keys.key')}</th><th scope="col">{t('keys.does')}</th></tr></thead>
        <tbody>{rows.map(([keys, what]) => <tr key={keys}><td><kbd>{keys}</kbd></td><td>{what}</td></tr>)}</tbody>
      </table>
    </Dialog>
  );
}
