// 初期設定: six steps that can each be skipped, then the first workbook or the sample. How far one came is kept in this browser.
import {useEffect, useRef, useState} from 'react';
import {useLocation} from 'wouter';
import {useBook} from '../../api/queries';
import {seesLedger} from '../../app/places';
import {useRights, useRoles} from '../../app/selection';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Badge, Card, Page} from '../../ui/Page';
import {Command, STEPS} from './Steps';
import {START_TEXTS} from './texts';

type How = 'done' | 'skipped';
type Kept = {at: number; how: Partial<Record<string, How>>};
const KEPT = 'tenbin.start';

function kept(): Kept {
  try {
    const {at, how} = JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Partial<Kept>;
    return {at: Math.min(Math.max(0, Math.trunc(Number(at)) || 0), STEPS.length), how: how ?? {}};
  } catch {
    return {at: 0, how: {}};
  }
}

function Then({onAgain}: {onAgain: () => void}) {
  const word = useWords(START_TEXTS);
  const rights = useRights();
  const [, go] = useLocation();
  return (
    <div className="grid">
      <Card title={word('then')}>
        <p>{word('then_lead')}</p>
        <div className="row">
          {rights.includes('import_files') && <Button look="primary" onPress={() => go('/imports')}>{word('import')}</Button>}
          <Button onPress={onAgain}>{word('again')}</Button>
        </div>
      </Card>
      <Card title={word('sample')}>
        <p>{word('sample_lead')}</p>
        <Command why={word('sample_hint')} text="tenbin demo" />
      </Card>
    </div>
  );
}

export default function Start() {
  const {t} = useTexts();
  const word = useWords(START_TEXTS);
  const roles = useRoles();
  const book = useBook(seesLedger(roles)).data;
  const [state, setState] = useState(kept);
  const box = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  useEffect(() => localStorage.setItem(KEPT, JSON.stringify(state)), [state]);
  useEffect(() => {
    if (moved.current) box.current?.focus();
    moved.current = true;
  }, [state.at]);
  const step = STEPS[state.at];
  const goTo = (at: number) => setState({...state, at});
  const leave = (how: How) => step && setState({at: state.at + 1, how: {...state.how, [step.id]: how}});
  return (
    <Page title={t('place.start')} lead={word('lead')}>
      <ol className="row" aria-label={t('place.start')}>
        {STEPS.map((one, at) => (
          <li key={one.id} aria-current={at === state.at ? 'step' : undefined}>
            <Button small look={at === state.at ? 'primary' : 'quiet'} onPress={() => goTo(at)}>{word(one.id)}</Button>
            {state.how[one.id] && <Badge tone={state.how[one.id] === 'done' ? 'good' : 'plain'}>{word(state.how[one.id]!)}</Badge>}
          </li>
        ))}
      </ol>
      <div ref={box} tabIndex={-1}>
        {step ? (
          <Card title={<>{word(step.id)} <span className="muted">{word('at', {at: state.at + 1, all: STEPS.length})}</span></>}>
            <step.Body book={book} />
            <div className="row">
              {state.at > 0 && <Button onPress={() => goTo(state.at - 1)}>{word('back')}</Button>}
              <Button onPress={() => leave('skipped')}>{word('skip')}</Button>
              <Button look="primary" onPress={() => leave('done')}>{word('next')}</Button>
            </div>
          </Card>
        ) : <Then onAgain={() => goTo(0)} />}
      </div>
    </Page>
  );
}
