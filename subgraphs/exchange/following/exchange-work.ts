import type { Provided } from '#kit/department';
import { listen } from '#kit/feed/wake';
import type { Context } from '#kit/identity/context';
import type { Running } from '#kit/running';
import { ActivityCursors } from '../activity/activity-cursor.js';
import { ActivityEventResolver } from '../activity/activity-event.resolver.js';
import { ACTIVITY_CHANNEL } from '../activity/activity-log.js';
import { ActivityStatsResolver } from '../activity/activity-stats.resolver.js';
import { createActivityTail } from '../activity/activity-tail.js';
import { readCursorKeys } from '../activity/cursor-keys.js';
import { keepLog } from '../activity/keep-log.js';
import { createCatalog } from '../catalog/catalog.js';
import { DataCatalogResolver } from '../catalog/data-catalog.resolver.js';
import { HubStatusResolver } from '../status/hub-status.resolver.js';
import { AccessEntryResolver } from '../access/access.resolver.js';
import { ACCESS_CHANNEL, followAccess } from '../access/follow-access.js';
import { createCallDepartment, followKey } from './call-department.js';
import { FollowStatus } from './follow-status.js';
import { followStream } from './follow-stream.js';
import { whileActive } from './while-active.js';
import { followDepartment, type FollowState } from './follow-department.js';

/** Days for which a cursor of the feed holds. */
const CURSOR_DAYS = 30;

/** Everything that the exchange keeps while it runs: followers of the outboxes and access logs, the tail of the log, the catalogue. */
export function exchangeWork({ config, orm, log }: Running): Provided {
  // Its own events and records too: they go the same way.
  const sources = Object.keys(config.subgraphs);
  const key = followKey(config.exchangeKeyFile);
  const call = createCallDepartment(config.subgraphs, key);
  const wake = listen(config.databaseUrl, ACTIVITY_CHANNEL, log);
  const tail = createActivityTail(orm, wake, log);
  const cursorKeys = readCursorKeys(config.exchangeKeyFile);
  const cursors = new ActivityCursors(cursorKeys, CURSOR_DAYS);
  const accessWake = listen(config.databaseUrl, ACCESS_CHANNEL, log);
  const access = new AccessEntryResolver({
    orm,
    log,
    wake: accessWake,
    cursors: new ActivityCursors(cursorKeys, CURSOR_DAYS, undefined, 'access-cursor'),
  });
  const feed = { orm, tail, log };
  const activity = new ActivityEventResolver(feed, cursors);
  const stats = new ActivityStatsResolver(feed);
  const states: FollowState[] = sources.map((department) => ({
    department,
    connected: false,
    heardAt: undefined,
    events: 0,
  }));
  const byDepartment = new Map(states.map((state) => [state.department, state]));
  const catalog = createCatalog(Object.keys(config.subgraphs), call, log);
  const status = new FollowStatus({ orm, states, log });
  const stopped = new AbortController();
  let followers: Promise<unknown> = Promise.resolve();
  const followAll = (signal: AbortSignal) =>
    Promise.all([
      status.tell(signal),
      keepLog({ orm, keepDays: config.feedKeepDays, log }, signal),
      ...(config.events
        ? [followStream({ events: config.events, orm, call, log }, byDepartment, signal)]
        : states.map((state) => followDepartment({ department: state.department, orm, call, log }, state, signal))),
      ...sources.map((department) => followAccess({ department, orm, call, log, key }, signal)),
    ]);
  return {
    resolvers: [activity, stats, access, new HubStatusResolver(status, config.name), new DataCatalogResolver(catalog)],
    subscriptions: {
      activityFeed: (args: never, context: Context) => activity.follow(args, context),
      deadlineFeed: (args: never, context: Context) => activity.followDeadlines(args, context),
      activityStats: (args: never, context: Context) => stats.follow(args, context),
      accessLogFeed: (args: never, context: Context) => access.follow(args, context),
    },
    start() {
      tail.start();
      followers = whileActive({ databaseUrl: config.databaseUrl, log }, followAll, stopped.signal);
    },
    async [Symbol.asyncDispose]() {
      stopped.abort();
      await followers;
      await tail[Symbol.asyncDispose]();
      await wake[Symbol.asyncDispose]();
      await accessWake[Symbol.asyncDispose]();
    },
  };
}
