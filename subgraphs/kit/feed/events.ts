import type { OutboxEvent } from '#protocol/outbox';

/** A kind of event that a department announces. */
export interface EventType {
  readonly type: string;
  /** English, then Chinese. */
  readonly about: string;
  readonly audience: OutboxEvent['audience'];
}

/** The closed list of what a department announces. */
export function defineEvents<const K extends string>(
  events: Readonly<Record<K, Omit<EventType, 'type'>>>,
): { readonly [P in K]: EventType } {
  const entries = Object.entries<Omit<EventType, 'type'>>(events).map(([type, event]) => [type, { type, ...event }]);
  return Object.freeze(Object.fromEntries(entries)) as { readonly [P in K]: EventType };
}
