import { SharingRequest } from './sharing/sharing-request.entity.js';
import { defineDepartment } from '#kit/department';
import {
  accessCheckpointRegister,
  AccessEntryResolver,
  accessLogRegister,
  ownAccessRegister,
} from './access/access.resolver.js';
import { AccessCheckpointTable } from './access/access-checkpoint.entity.js';
import { AccessEntryTable } from './access/access-entry.entity.js';
import { ActivityEventTable } from './activity/activity-event.entity.js';
import { ActivityLogTable } from './activity/activity-log.entity.js';
import { ActivityEventResolver } from './activity/activity-event.resolver.js';
import { ActivityStatsResolver } from './activity/activity-stats.resolver.js';
import { DataCatalogResolver } from './catalog/data-catalog.resolver.js';
import { answerDataCorrection, withdrawDataCorrection } from './corrections/answer-data-correction.js';
import { DataCorrection, DataCorrectionTable } from './corrections/data-correction.entity.js';
import { dataCorrectionRegister, DataCorrectionResolver } from './corrections/data-correction.resolver.js';
import { requestDataCorrection } from './corrections/request-data-correction.js';
import * as decideDispute from './disputes/decide-sharing-dispute.js';
import { raiseSharingDispute } from './disputes/raise-sharing-dispute.js';
import * as settleDispute from './disputes/settle-sharing-dispute.js';
import { SharingDisputeTable } from './disputes/sharing-dispute.entity.js';
import { sharingDisputeRegister } from './disputes/sharing-dispute.resolver.js';
import { events } from './events.js';
import { exchangeWork } from './following/exchange-work.js';
import { FollowStatusTable } from './following/follow-status.entity.js';
import { OutboxPositionTable } from './following/outbox-position.entity.js';
import { StreamPositionTable } from './following/stream-position.entity.js';
import { tables } from './migrations/0001-tables.js';
import { activityLog } from './migrations/0002-activity-log.js';
import { revokeTokens } from './revocations/revoke-tokens.js';
import { TokenRevocationTable } from './revocations/token-revocation.entity.js';
import { RevocationsResolver, tokenRevocationRegister } from './revocations/token-revocation.resolver.js';
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

/** The hub's own subgraph: activity log, data catalogue, sharing requests and grants, corrections, disputes, access log, status. */
export const department = defineDepartment({
  name: 'exchange',
  tables: [
    ActivityEventTable,
    ActivityLogTable,
    OutboxPositionTable,
    StreamPositionTable,
    FollowStatusTable,
    SharingRequestTable,
    SharingGrantTable,
    DataCorrectionTable,
    SharingDisputeTable,
    TokenRevocationTable,
    AccessEntryTable,
    AccessCheckpointTable,
  ],
  references: SUBJECTS,
  resolvers: [
    ActivityEventResolver,
    ActivityStatsResolver,
    DataCatalogResolver,
    HubStatusResolver,
    sharingRequestRegister,
    sharingGrantRegister,
    SharingRequestResolver,
    dataCorrectionRegister,
    DataCorrectionResolver,
    sharingDisputeRegister,
    tokenRevocationRegister,
    RevocationsResolver,
    accessLogRegister,
    ownAccessRegister,
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
    requestDataCorrection,
    answerDataCorrection,
    withdrawDataCorrection,
    raiseSharingDispute,
    ...settleDispute,
    ...decideDispute,
    revokeTokens,
  },
  events,
  deadlines: [
    {
      name: 'answerSharingRequest',
      entity: SharingRequest,
      table: 'sharing_request',
      dueOn: 'due_on',
      isOpen: `state = 'SUBMITTED'`,
    },
    {
      name: 'answerDataCorrection',
      entity: DataCorrection,
      table: 'data_correction',
      dueOn: 'due_on',
      isOpen: `state = 'SUBMITTED'`,
    },
  ],
  migrations: [tables, activityLog],
  constraints: {},
  seed,
  provide: exchangeWork,
});
