// What holding and offering share: the countdown, and the way out when somebody was faster.
import {useQueryClient} from '@tanstack/react-query';
import {useEffect, useState} from 'react';
import {forgetFigures} from '../../api/queries';
import {useMeeting} from '../../app/selection';
import {type Grams, tonnes} from '../../arithmetic/mass';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Badge} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {MEETING_TEXTS} from '../meeting/texts';
import {leftAfter, leftUntil, namesMasses} from './offer';
import {OFFER_TEXTS} from './texts';

const MINUTE_MS = 60_000;
const SOON_DAYS = 3;

export function useCountdown(until: string): {text: string; tone: 'good' | 'warn' | 'bad'} {
  const word = useWords(OFFER_TEXTS);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  const left = leftUntil(until, now);
  if (left.over) return {text: word('over'), tone: 'bad'};
  return {text: left.days ? word('left', {days: left.days, hours: left.hours}) : word('left_hours', {hours: left.hours}), tone: left.days < SOON_DAYS ? 'warn' : 'good'};
}

export function Countdown({until}: {until: string}) {
  const {text, tone} = useCountdown(until);
  return <Badge tone={tone}>{text}</Badge>;
}

/** A refusal, and where it says what is left, the plan that fits it. A customer who looks on hears only that it is not enough. */
export function Faster({error, want, onRefit}: {error: unknown; want: Grams; onRefit: (left: Grams) => void}) {
  const word = useWords(OFFER_TEXTS);
  const queries = useQueryClient();
  const {meeting} = useMeeting();
  const inMeeting = useWords(MEETING_TEXTS);
  const left = leftAfter(error);
  if (meeting && namesMasses(error)) return <p role="alert">▲ {inMeeting('not_enough')}</p>;
  return (
    <>
      <ProblemNote error={error} />
      {left !== null && (
        <>
          <p><strong>{word('now_left', {left: tonnes(left), want: tonnes(want)})}</strong></p>
          <p><Button look="primary" onPress={() => void forgetFigures(queries).then(() => onRefit(left))}>{word('refit', {left: tonnes(left)})}</Button></p>
        </>
      )}
    </>
  );
}
