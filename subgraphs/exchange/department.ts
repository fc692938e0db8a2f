import { defineDepartment } from '#kit/department';
import { accessCheckpointRegister, AccessEntryResolver, accessLogRegister } from './access/access.resolver.js';
import { AccessCheckpointTable } from './access/access-checkpoint.entity.js';
import { AccessEntryTable } from './access/access-entry.entity.js';
import { ActivityEventTable } from './activity/activity-event.entity.js';
import { ActivityEventResolver } from './activity/activity-event.resolver.js';
import { DataCatalogResolver } from './catalog/data-catalog.resolver.js';
import { events } from './events.js';
import { exchangeWork } from './following/exchange-work.js';
import { OutboxPositionTable } from './following/outbox-position.entity.js';
import { tables } from './migrations/0001-tables.js';
import { SUBJECTS } from './references/subject.reference.js';
import { seed } from './seed/seed.js';
import {
  extendSharingDeadline,
  grantSharingRequest,
  refuseSharingRequest,
  revokeSharingGrant,
} from './sharing/answer-sharing-request.js';
import { SharingGrantTable } from './sharing/sharing-grant.entity.js';
import { SharingRequestTable } from './sharing/sharing-request.entity.js';
import { sharingGrantRegister, sharingRequestRegister, SharingRequestResolver } from './sharing/sharing.resolver.js';
import { submitSharingRequest } from './sharing/submit-sharing-request.js';
import { withdrawSharingRequest } from './sharing/withdraw-sharing-request.js';
import { HubStatusResolver } from './status/hub-status.resolver.js';

/** The hub's own subgraph: activity log, data catalogue, sharing requests and grants, access log, status. */
export const department = defineDepartment({
  name: 'exchange',
  tables: [
    ActivityEventTable,
    OutboxPositionTable,
    SharingRequestTable,
    SharingGrantTable,
    AccessEntryTable,
    AccessCheckpointTable,
  ],
  references: SUBJECTS,
  resolvers: [
    ActivityEventResolver,
    DataCatalogResolver,
    HubStatusResolver,
    sharingRequestRegister,
    sharingGrantRegister,
    SharingRequestResolver,
    accessLogRegister,
    accessCheckpointRegister,
    AccessEntryResolver,
  ],
  actions: {
    submitSharingRequest,
    withdrawSharingRequest,
    extendSharingDeadline,
    grantSharingRequest,
    refuseSharingRequest,
    revokeSharingGrant,
  },
  events,
  migrations: [tables],
  constraints: {},
  seed,
  provide: exchangeWork,
});
