// Webhooks as the screens use them.
import type {components} from '../../api/schema';

export type Webhook = components['schemas']['Webhook'];
export type Delivery = components['schemas']['WebhookDelivery'];
export type EventType = components['schemas']['EventType'];

export const EVENTS: EventType[] = [
  'certificate.issued', 'certificate.replaced', 'certificate.revoked', 'balance.low', 'balance.negative', 'period.closed', 'import.failed',
  'reservation.expiring', 'backup.failed',
];
export const DELIVERY_TONE = {waiting: 'warn', delivered: 'good', dead: 'bad'} as const;
