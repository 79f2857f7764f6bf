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
const Explain = lazy(() => import('../features/explain/Explain'));
const ApprovalCount = lazy(() => import('../features/approvals/Count'));
const EndMeeting = lazy(() => import('../features/meeting/End'));

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
      offer(file, location.pathname);
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

/** The places, and how many requests wait. */
function Nav() {
  const {t} = useTexts();
  const {roles} = usePerson();
  const rights = useRights();
  const [here] = useLocation();
  const places = placesOf(roles);
  const main = places.length <= FEW ? places : places.filter(place => place.first);
  return (
    <nav aria-label={t('shell.nav')} className={styles.nav}>
      {main.map(({id, href, name}) => (
        <Link key={id} href={href} aria-current={(href === '/' ? here === '/' : here.startsWith(href)) ? 'page' : undefined}>{t(name)}</Link>
      ))}
      <Suspense fallback={<Waits name={t('shell.more')} />}>
        <MoreMenu places={places.filter(place => !main.includes(place))} here={here} />
        {rights.includes('approve') && <ApprovalCount />}
      </Suspense>
    </nav>
  );
}

type Shown = 'palette' | 'keys' | null;

/** In a meeting there is no way to another screen and no count of anything: only the way out of the meeting. */
function Head({show}: {show: (next: Shown) => void}) {
  const {t, language, setLanguage} = useTexts();
  const person = usePerson();
  const {meeting} = useMeeting();
  const name = <><img src="/icon.svg" alt="" width="28" height="28" /> {t('app.name')}</>;
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        {meeting ? <span className={styles.brand}>{name}</span> : <Link href="/" className={styles.brand}>{name}</Link>}
        {meeting ? <span className={styles.nav} /> : <Nav />}
        <div className={styles.tools}>
          {!meeting && <Button className={styles.menuButton!} onPress={() => show('palette')}><span aria-hidden="true">⌕</span> {t('shell.palette')} <kbd>Ctrl+K</kbd></Button>}
          <Button className={styles.menuButton!} onPress={() => setLanguage(language === 'ja' ? 'en' : 'ja')}>
            <span lang={language === 'ja' ? 'en' : 'ja'}>{language === 'ja' ? 'English' : '日本語'}</span>
          </Button>
          <Suspense fallback={<Waits name={person.name} />}>{meeting ? <EndMeeting /> : <PersonMenu onShortcuts={() => show('keys')} />}</Suspense>
        </div>
      </div>
    </header>
  );
}

export function Shell({children}: {children: ReactNode}) {
  const {t} = useTexts();
  const {roles} = usePerson();
  const selection = useMaybeSelection();
  const {meeting} = useMeeting();
  const [here, go] = useLocation();
  const [shown, setShown] = useState<Shown>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const explain = useCallback((next: Asked) => setAsked(next), []);
  const over = useDrop(!meeting && may(roles, 'import'));

  useShortcuts(meeting ? {} : {
    'Control+k': () => setShown('palette'),
    '?': () => setShown('keys'),
    '[': () => selection?.step(-1),
    ']': () => selection?.step(1),
    '/': () => document.querySelector<HTMLElement>('[data-search]')?.focus(),
    ...Object.fromEntries(placesOf(roles).filter(place => place.keys).map(place => [place.keys!, () => go(place.href)])),
  });

  return (
    <ExplainContext.Provider value={explain}>
      <a href="#main" className="skip">{t('shell.skip')}</a>
      <Head show={setShown} />
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
