// A new webhook: where, about what, and whether it may be a machine of one's own network; then its secret, once.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {type FormEvent, useState} from 'react';
import {post} from '../../api/client';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Copy} from '../../ui/Copy';
import {Dialog} from '../../ui/Dialog';
import {TextField, Tick} from '../../ui/Field';
import {ProblemNote} from '../../ui/Problem';
import {EVENTS, type EventType, type Webhook} from './webhooks';
import {WEBHOOK_TEXTS} from './webhookTexts';

function Events({events, set}: {events: EventType[]; set: (events: EventType[]) => void}) {
  const word = useWords(WEBHOOK_TEXTS);
  return (
    <fieldset>
      <legend>{word('events')}</legend>
      {EVENTS.map(event => (
        <div key={event}>
          <Tick label={<>{word(`event.${event}`)} <code>{event}</code></>} value={event} checked={events.includes(event)}
            onChange={({target}) => set(EVENTS.filter(one => (one === event ? target.checked : events.includes(one))))} />
        </div>
      ))}
    </fieldset>
  );
}

export function NewWebhook({onClose}: {onClose: () => void}) {
  const word = useWords(WEBHOOK_TEXTS);
  const queries = useQueryClient();
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<EventType[]>(EVENTS);
  const [own, setOwn] = useState(false);
  const making = useMutation({
    mutationFn: () => post<Webhook>('/webhooks', {url: url.trim(), events, allow_private: own}),
    onSuccess: () => queries.invalidateQueries({queryKey: ['webhooks']}),
  });
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    making.mutate();
  }
  const secret = making.data?.secret;
  return (
    <Dialog open onClose={onClose} title={word('title')}>
      <ProblemNote error={making.error} />
      {secret ? <p role="status">{word('once')} <code>{secret}</code> <Copy text={secret} label={word('copy')} /></p> : (
        <form className="stack" onSubmit={send}>
          <TextField name="url" type="url" label={word('url')} help={word('url_help')} required autoComplete="off" spellCheck={false} value={url} onChange={event => setUrl(event.target.value)} />
          <Events events={events} set={setEvents} />
          <div>
            <Tick label={word('private')} aria-describedby="private-help" name="private" checked={own} onChange={event => setOwn(event.target.checked)} />
            <div id="private-help" className="muted">{word('private_help')}</div>
          </div>
          <Button type="submit" look="primary" isDisabled={!url.trim() || !events.length || making.isPending}>{word('make')}</Button>
        </form>
      )}
    </Dialog>
  );
}
