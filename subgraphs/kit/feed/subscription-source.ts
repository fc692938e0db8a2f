import type { Context } from '../identity/context.js';

/** Makes the events of one subscription field for one listener. */
export type SubscriptionSource = (
  args: never,
  context: Context,
) => AsyncIterableIterator<object> | Promise<AsyncIterableIterator<object>>;

/**
 * Stands in a `@Subscription` decorator for the source that the department provides when it runs: the decorator is
 * evaluated at load, before there is a database to read from.
 */
export function providedSource(this: void): never {
  throw new Error('this subscription has no source: the department does not run');
}
