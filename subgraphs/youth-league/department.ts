import { defineDepartment } from '#kit/department';
import { ActivityShiftTable } from './activities/activity-shift.entity.js';
import * as activities from './activities/activity.resolver.js';
import * as activityActions from './activities/run-activity.js';
import { VolunteerActivityTable } from './activities/volunteer-activity.entity.js';
import { ApplicationTable } from './applications/application.entity.js';
import { applicationRegister } from './applications/application.resolver.js';
import { applyForShift } from './applications/apply-for-shift.js';
import * as applicationActions from './applications/decide-application.js';
import { RecordCertificateTable } from './certificates/record-certificate.entity.js';
import { RecordCertificateResolver } from './certificates/record-certificate.resolver.js';
import * as certificateActions from './certificates/run-certificate.js';
import { events } from './events.js';
import { tables } from './migrations/0001-tables.js';
import { rules } from './migrations/0002-rules.js';
import { partnerRows } from './migrations/0003-partner-rows.js';
import { recordService } from './records/record-service.js';
import { ServiceRecordTable } from './records/service-record.entity.js';
import { serviceRecordRegister, ServiceRecordResolver } from './records/service-record.resolver.js';
import * as recordActions from './records/settle-record.js';
import { District } from './references/district.reference.js';
import { Organization } from './references/organization.reference.js';
import { Person } from './references/person.reference.js';
import { ResidentNeed } from './references/resident-need.reference.js';
import { ServiceProject } from './references/service-project.reference.js';
import { ServiceSite } from './references/service-site.reference.js';
import { SocialWorker } from './references/social-worker.reference.js';
import { seed } from './seed/seed.js';
import { StarPolicyTable } from './stars/star-policy.entity.js';
import * as extensions from './statistics/extensions.resolver.js';
import * as teamActions from './teams/form-team.js';
import { VolunteerTeamTable } from './teams/volunteer-team.entity.js';
import * as volunteerActions from './volunteers/register-volunteer.js';
import { VolunteerTable } from './volunteers/volunteer.entity.js';
import { volunteerRegister, VolunteerResolver } from './volunteers/volunteer.resolver.js';

/** Youth league 团市委. */
export const department = defineDepartment({
  name: 'youth-league',
  tables: [
    VolunteerTeamTable,
    VolunteerTable,
    VolunteerActivityTable,
    ActivityShiftTable,
    ApplicationTable,
    ServiceRecordTable,
    RecordCertificateTable,
    StarPolicyTable,
  ],
  references: [Person, Organization, District, ServiceProject, ResidentNeed, SocialWorker, ServiceSite],
  resolvers: [
    volunteerRegister,
    VolunteerResolver,
    activities.volunteerActivityRegister,
    activities.volunteerTeamRegister,
    serviceRecordRegister,
    ServiceRecordResolver,
    applicationRegister,
    activities.starPolicyRegister,
    activities.VolunteerActivityResolver,
    activities.ActivityShiftResolver,
    activities.VolunteerTeamResolver,
    RecordCertificateResolver,
    extensions.PersonExtension,
    extensions.OrganizationExtension,
    extensions.DistrictExtension,
    extensions.ServiceProjectExtension,
    extensions.ResidentNeedExtension,
    extensions.SocialWorkerExtension,
    extensions.ServiceSiteExtension,
  ],
  actions: {
    ...volunteerActions,
    ...teamActions,
    ...activityActions,
    applyForShift,
    ...applicationActions,
    recordService,
    ...recordActions,
    ...certificateActions,
  },
  events,
  // Its registers have no days by which something is to be done.
  deadlines: [],
  migrations: [tables, rules, partnerRows],
  constraints: {
    volunteer_person_id_unique: {
      code: 'DUPLICATE',
      message: 'this person is a volunteer already',
      field: 'personId',
      rule: 'S0-23',
    },
    shift_capacity: { code: 'CAPACITY_REACHED', message: 'all positions are taken', rule: 'S0-29' },
    application_no_overlap: { code: 'OVERLAP', message: 'the volunteer has another shift at that time', rule: 'S0-29' },
    application_once_per_shift: {
      code: 'DUPLICATE',
      message: 'the volunteer has applied for this shift',
      field: 'shiftId',
    },
    team_territorial: {
      code: 'RULE_BROKEN',
      message: 'the team is not in the division of its supervising body',
      rule: 'S0-22',
    },
    record_no_overlap: { code: 'OVERLAP', message: 'the volunteer has another record of that time', rule: 'S0-24' },
  },
  seed,
});
