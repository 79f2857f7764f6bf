// The menus of the head; a chunk of its own, because a first page does not need them open.
import {useQueryClient} from '@tanstack/react-query';
import {Button} from 'react-aria-components/Button';
import {Menu, MenuItem, MenuTrigger} from 'react-aria-components/Menu';
import {Popover} from 'react-aria-components/Popover';
import {useLocation} from 'wouter';
import {call} from '../api/client';
import {useTexts} from '../i18n';
import type {Place} from './places';
import {usePerson} from './selection';
import styles from './shell.module.css';

export function MoreMenu({places, here}: {places: Place[]; here: string}) {
  const {t} = useTexts();
  const [, go] = useLocation();
  if (!places.length) return null;
  const within = places.some(place => here.startsWith(place.href));
  return (
    <MenuTrigger>
      <Button className={`${styles.menuButton} ${within ? styles.within : ''}`}>{t('shell.more')} <span aria-hidden="true">▾</span></Button>
      <Popover className={styles.popover!}>
        <Menu className={styles.menu!} aria-label={t('shell.more')} onAction={key => go(places.find(place => place.id === key)?.href ?? '/')}>
          {places.map(place => <MenuItem key={place.id} id={place.id} className={styles.menuItem!}>{t(place.name)}</MenuItem>)}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

export function PersonMenu({onShortcuts}: {onShortcuts: () => void}) {
  const {t} = useTexts();
  const person = usePerson();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const leave = async () => {
    await call('DELETE', '/session').catch(() => undefined);
    queries.setQueryData(['session'], null); // First, so that what is shown goes; then all that was known.
    queries.removeQueries({predicate: query => query.queryKey[0] !== 'session'});
  };
  const acts: Record<string, () => void> = {keys: onShortcuts, security: () => go('/security'), leave: () => void leave()};
  return (
    <MenuTrigger>
      <Button className={styles.menuButton!}>{person.name} <span aria-hidden="true">▾</span></Button>
      <Popover className={styles.popover!} placement="bottom end">
        <Menu className={styles.menu!} aria-label={person.name} onAction={key => acts[String(key)]?.()}>
          <MenuItem id="security" className={styles.menuItem!}>{t('place.security')}</MenuItem>
          <MenuItem id="keys" className={styles.menuItem!}>{t('shell.shortcuts')}</MenuItem>
          <MenuItem id="leave" className={styles.menuItem!}>{t('shell.leave')}</MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
