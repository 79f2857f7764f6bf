import {lazy, type ReactNode, Suspense, useCallback, useEffect, useState} from 'react';
import {Button} from 'react-aria-components/Button';
import {Link, useLocation} from 'wouter';
import {useTexts} from '../i18n';
import {type Asked, ExplainContext} from '../ui/Figure';
import {useShortcuts} from '../ui/keys';
import {offer} from '../features/imports/dropped';
import {BalanceMeter} from './BalanceMeter';
import {may, placesOf} from './places';
import {SelectionBar} from './SelectionBar';
import {useMaybeSelection, useMeeting, usePerson, useRights} from './selection';
import styles from './shell.module.css';

const FEW = 5; // So many places stand side by side without a menu.
const MoreMenu = lazy(() => import('./Menus').then(({MoreMenu: default_}) => ({default: default_})));
const PersonMenu = lazy(() => import('./Menus').then(({PersonMenu: default_}) => ({default: default_})));
const Palette = lazy(() => import('./Palette'));
const ShortcutList = lazy(() => import('./ShortcutList'));
const Explain = lazy(() => import('./Explain'));
const ApprovalCount = lazy(() => import('../features/approvals/Count'));

function Waits({name}: {name: string}) {
  return <span className={styles.menuButton}>{name} <span aria-hidden="true">▾</span></span>;
}

/** A file that is dropped anywhere goes to the import screen. */
function useDrop(enabled: boolean): boolean {
  const [, go] = useLocation();
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (!enabled) return;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files');
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => !event.relatedTarget && setOver(false);
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      offer(file);
      go('/imports');
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [enabled, go]);
  return over;
}

export function Shell({children}: {children: ReactNode}) {
  const {t, language, setLanguage} = useTexts();
  const person = usePerson();
  const rights = useRights();
  const selection = useMaybeSelection();
  const {meeting} = useMeeting();
  const [here, go] = useLocation();
  const [shown, setShown] = useState<'palette' | 'keys' | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const explain = useCallback((next: Asked) => setAsked(next), []);
  const places = placesOf(person.roles);
  const main = places.length <= FEW ? places : places.filter(place => place.first);
  const over = useDrop(may(person.roles, 'import'));

  useShortcuts({
    'Control+k': () => setShown('palette'),
    '?': () => setShown('keys'),
    '[': () => selection?.step(-1),
    ']': () => selection?.step(1),
    '/': () => document.querySelector<HTMLElement>('[data-search]')?.focus(),
    ...Object.fromEntries(places.filter(place => place.keys).map(place => [place.keys!, () => go(place.href)])),
  });

  return (
    <ExplainContext.Provider value={explain}>
      <a href="#main" className="skip">{t('shell.skip')}</a>
      <header className={styles.header}>
        <div className={styles.top}>
          <Link href="/" className={styles.brand}><img src="/icon.svg" alt="" width="28" height="28" /> {t('app.name')}</Link>
          <nav aria-label={t('shell.nav')} className={styles.nav}>
            {main.map(({id, href, name}) => (
              <Link key={id} href={href} aria-current={(href === '/' ? here === '/' : here.startsWith(href)) ? 'page' : undefined}>{t(name)}</Link>
            ))}
            <Suspense fallback={<Waits name={t('shell.more')} />}>
              <MoreMenu places={places.filter(place => !main.includes(place))} here={here} />
              {rights.includes('approve') && <ApprovalCount />}
            </Suspense>
          </nav>
          <div className={styles.tools}>
            <Button className={styles.menuButton!} onPress={() => setShown('palette')}><span aria-hidden="true">⌕</span> {t('shell.palette')} <kbd>Ctrl+K</kbd></Button>
            <Button className={styles.menuButton!} onPress={() => setLanguage(language === 'ja' ? 'en' : 'ja')}>
              <span lang={language === 'ja' ? 'en' : 'ja'}>{language === 'ja' ? 'English' : '日本語'}</span>
            </Button>
            <Suspense fallback={<Waits name={person.name} />}><PersonMenu onShortcuts={() => setShown('keys')} /></Suspense>
          </div>
        </div>
      </header>
      {selection && !meeting && <SelectionBar />}
      {selection && !meeting && here !== '/allocate' && <BalanceMeter />}
      <main id="main" tabIndex={-1} className={styles.main}>{children}</main>
      {over && <div className={styles.drop} aria-hidden="true">{t('import.drop_here')}</div>}
      <Suspense fallback={null}>
        {shown === 'palette' && <Palette onClose={() => setShown(null)} />}
        {shown === 'keys' && <ShortcutList onClose={() => setShown(null)} />}
        {asked && <Explain asked={asked} onClose={() => setAsked(null)} />}
      </Suspense>
    </ExplainContext.Provider>
  );
}
