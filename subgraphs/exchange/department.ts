import { defineDepartment } from '#kit/department';
import { ActivityEventTable } from './activity/activity-event.entity.js';
import { ActivityEventResolver } from './activity/activity-event.resolver.js';
import { DataCatalogResolver } from './catalog/data-catalog.resolver.js';
import { events } from './events.js';
import { exchangeWork } from './following/exchange-work.js';
import { OutboxPositionTable } from './following/outbox-position.entity.js';
import { tables } from './migrations/0001-tables.js';
import { SUBJECTS } from './references/subject.reference.js';
import { seed } from './seed/seed.js';
import { HubStatusResolver } from './status/hub-status.resolver.js';

/** The hub's own subgraph: activity log, data catalogue, status. */
export const department = defineDepartment({
  name: 'exchange',
  tables: [ActivityEventTable, OutboxPositionTable],
  references: SUBJECTS,
  resolvers: [ActivityEventResolver, DataCatalogResolver, HubStatusResolver],
  actions: {},
  events,
  migrations: [tables],
  constraints: {},
  seed,
  provide: exchangeWork,
});
