import { ActionItem } from './conferences/action-item.entity.js';
import { defineDepartment } from '#kit/department';
import { AwardProgrammeTable } from './awards/award-programme.entity.js';
import { CommendationTable } from './awards/commendation.entity.js';
import * as honours from './awards/honours.resolver.js';
import { NominationTable } from './awards/nomination.entity.js';
import * as awardActions from './awards/run-award.js';
import { ActionItemTable } from './conferences/action-item.entity.js';
import { JointConferenceTable } from './conferences/joint-conference.entity.js';
import * as conferences from './conferences/joint-conference.resolver.js';
import { MeetingTable } from './conferences/meeting.entity.js';
import * as meetingActions from './conferences/run-meeting.js';
import { events } from './events.js';
import { tables } from './migrations/0001-tables.js';
import { rules } from './migrations/0002-rules.js';
import { PolicyClauseTable } from './policies/policy-clause.entity.js';
import { PolicyDocumentTable } from './policies/policy-document.entity.js';
import * as policies from './policies/policy.resolver.js';
import { PolicyRuleTable } from './policies/policy-rule.entity.js';
import * as policyActions from './policies/publish-policy.js';
import { District } from './references/district.reference.js';
import { Organization } from './references/organization.reference.js';
import { Person } from './references/person.reference.js';
import { ServiceProject } from './references/service-project.reference.js';
import { SocialWorker } from './references/social-worker.reference.js';
import { Volunteer } from './references/volunteer.reference.js';
import { seed } from './seed/seed.js';
import { TargetTable } from './targets/target.entity.js';
import { DistrictTargetsResolver, targetRegister, TargetResolver } from './targets/target.resolver.js';

/** Civilization office 文明办. */
export const department = defineDepartment({
  name: 'civilization-office',
  tables: [
    PolicyDocumentTable,
    PolicyClauseTable,
    PolicyRuleTable,
    JointConferenceTable,
    MeetingTable,
    ActionItemTable,
    AwardProgrammeTable,
    NominationTable,
    CommendationTable,
    TargetTable,
  ],
  references: [Organization, Person, ServiceProject, Volunteer, SocialWorker, District],
  resolvers: [
    policies.policyDocumentRegister,
    policies.policyRuleRegister,
    policies.policyClauseRegister,
    policies.PolicyDocumentResolver,
    policies.PolicyRuleResolver,
    conferences.jointConferenceRegister,
    conferences.meetingRegister,
    conferences.actionItemRegister,
    conferences.JointConferenceResolver,
    conferences.MeetingResolver,
    conferences.ActionItemResolver,
    honours.awardProgrammeRegister,
    honours.nominationRegister,
    honours.commendationRegister,
    honours.NominationResolver,
    honours.CommendationResolver,
    honours.PersonHonoursResolver,
    honours.ServiceProjectHonoursResolver,
    honours.VolunteerHonoursResolver,
    honours.SocialWorkerHonoursResolver,
    honours.OrganizationHonoursResolver,
    targetRegister,
    TargetResolver,
    DistrictTargetsResolver,
  ],
  actions: { ...policyActions, ...meetingActions, ...awardActions },
  events,
  deadlines: [
    {
      name: 'finishActionItem',
      entity: ActionItem,
      table: 'action_item',
      dueOn: 'due_on',
      isOpen: `state <> 'DONE'`,
      organization: 'assignee_uscc',
    },
  ],
  migrations: [tables, rules],
  constraints: {
    policy_document_pkey: {
      code: 'DUPLICATE',
      message: 'this document number is registered already',
      field: 'docNo',
      rule: 'S0-04',
    },
    nomination_once_per_programme: {
      code: 'DUPLICATE',
      message: 'nominated in this programme already',
      field: 'nomineeKey',
    },
    award_programme_once_per_cycle: {
      code: 'DUPLICATE',
      message: 'this programme is open for this cycle already',
      field: 'title',
    },
    commendation_nomination_id_unique: {
      code: 'DUPLICATE',
      message: 'this nomination was conferred already',
      field: 'nominationId',
      rule: 'S0-09',
    },
    nomination_linkage: {
      code: 'RULE_BROKEN',
      message: 'a nominated project must have a linkage mode',
      field: 'linkageMode',
      rule: 'S0-09',
    },
  },
  seed,
});
