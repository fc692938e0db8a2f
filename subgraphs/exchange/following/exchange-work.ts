import type { Provided } from '#kit/department';
import { listen } from '#kit/feed/wake';
import type { Context } from '#kit/identity/context';
import type { Running } from '#kit/running';
import { ActivityEventResolver } from '../activity/activity-event.resolver.js';
import { ACTIVITY_CHANNEL } from '../activity/activity-log.js';
import { createActivityTail } from '../activity/activity-tail.js';
import { createCatalog } from '../catalog/catalog.js';
import { DataCatalogResolver } from '../catalog/data-catalog.resolver.js';
import { HubStatusResolver } from '../status/hub-status.resolver.js';
import { followAccess } from '../access/follow-access.js';
import { createCallDepartment, readKey } from './call-department.js';
import { followDepartment, type FollowState } from './follow-department.js';

/** Everything that the exchange keeps while it runs: followers of the outboxes and access logs, the tail of the log, the catalogue. */
export function exchangeWork({ config, orm, log }: Running): Provided {
  // Its own events and records too: they go the same way.
  const sources = Object.keys(config.subgraphs);
  let signing: ReturnType<typeof readKey> | undefined;
  const key = () => (signing ??= readKey(config.exchangeKeyFile));
  const call = createCallDepartment(config.subgraphs, config.exchangeKeyFile);
  const wake = listen(config.databaseUrl, ACTIVITY_CHANNEL, log);
  const tail = createActivityTail(orm, wake, log);
  const activity = new ActivityEventResolver(orm, tail);
  const states: FollowState[] = sources.map((department) => ({
    department,
    connected: false,
    heardAt: undefined,
    events: 0,
  }));
  const catalog = createCatalog(Object.keys(config.subgraphs), call, log);
  const stopped = new AbortController();
  let followers: Promise<unknown> = Promise.resolve();
  return {
    resolvers: [
      activity,
      new HubStatusResolver(states.filter(({ department }) => department !== config.name)),
      new DataCatalogResolver(catalog),
    ],
    subscriptions: { activityFeed: (args: never, context: Context) => activity.follow(args, context) },
    start() {
      tail.start();
      followers = Promise.all(
        states.flatMap((state) => [
          followDepartment({ department: state.department, orm, call, log }, state, stopped.signal),
          followAccess({ department: state.department, orm, call, log, key }, stopped.signal),
        ]),
      );
    },
    async [Symbol.asyncDispose]() {
      stopped.abort();
      await followers;
      await tail[Symbol.asyncDispose]();
      await wake[Symbol.asyncDispose]();
    },
  };
}
