import { ServiceProject } from './projects/service-project.entity.js';
import { defineDepartment } from '#kit/department';
import { CommunityTable } from './communities/community.entity.js';
import { communityRegister, CommunityResolver } from './communities/community.resolver.js';
import { DistrictTable } from './districts/district.entity.js';
import { districtRegister, DistrictResolver } from './districts/district.resolver.js';
import { events } from './events.js';
import { tables } from './migrations/0001-tables.js';
import { rules } from './migrations/0002-rules.js';
import { partnerRows } from './migrations/0003-partner-rows.js';
import { fileNeed } from './needs/file-need.js';
import { closeNeed, matchNeed, serveNeed, verifyNeed } from './needs/move-need.js';
import { ResidentNeedTable } from './needs/resident-need.entity.js';
import { residentNeedRegister } from './needs/resident-need.resolver.js';
import { acceptRegistration, approveRegistration, refuseRegistration } from './organizations/decide-registration.js';
import { OrganizationTable } from './organizations/organization.entity.js';
import { organizationRegister, OrganizationResolver } from './organizations/organization.resolver.js';
import { submitRegistration } from './organizations/submit-registration.js';
import { PersonTable } from './people/person.entity.js';
import { personRegister, PersonResolver } from './people/person.resolver.js';
import { registerPerson } from './people/register-person.js';
import * as projectSteps from './projects/move-service-project.js';
import { proposeServiceProject } from './projects/propose-service-project.js';
import { ServiceProjectTable } from './projects/service-project.entity.js';
import { serviceProjectRegister, ServiceProjectResolver } from './projects/service-project.resolver.js';
import { Target } from './references/target.reference.js';
import { VolunteerActivity } from './references/volunteer-activity.reference.js';
import { seed } from './seed/seed.js';
import * as centerActions from './sites/build-center.js';
import { FunctionRoomTable } from './sites/function-room.entity.js';
import * as stationSteps from './sites/move-station.js';
import { planStation } from './sites/plan-station.js';
import { ServiceCenterTable } from './sites/service-center.entity.js';
import {
  resolveSiteReference,
  ServiceCenterResolver,
  ServiceSiteResolver,
  ServiceStationResolver,
} from './sites/service-site.resolver.js';
import { ServiceStationTable } from './sites/service-station.entity.js';
import { recordSocialWorkQualification } from './social-workers/record-social-work-qualification.js';
import { registerSocialWorker } from './social-workers/register-social-worker.js';
import { SocialWorkQualificationTable } from './social-workers/social-work-qualification.entity.js';
import { SocialWorkerTable } from './social-workers/social-worker.entity.js';
import { socialWorkerRegister, SocialWorkerResolver } from './social-workers/social-worker.resolver.js';
import { TargetResolver } from './targets/target.resolver.js';

/** Civil affairs 民政局. */
export const department = defineDepartment({
  name: 'civil-affairs',
  tables: [
    DistrictTable,
    OrganizationTable,
    CommunityTable,
    PersonTable,
    SocialWorkerTable,
    SocialWorkQualificationTable,
    ResidentNeedTable,
    ServiceStationTable,
    ServiceCenterTable,
    FunctionRoomTable,
    ServiceProjectTable,
  ],
  references: [Target, VolunteerActivity],
  resolvers: [
    districtRegister,
    DistrictResolver,
    organizationRegister,
    OrganizationResolver,
    communityRegister,
    CommunityResolver,
    personRegister,
    PersonResolver,
    socialWorkerRegister,
    SocialWorkerResolver,
    residentNeedRegister,
    ServiceSiteResolver,
    ServiceStationResolver,
    ServiceCenterResolver,
    serviceProjectRegister,
    ServiceProjectResolver,
    TargetResolver,
  ],
  actions: {
    submitRegistration,
    acceptRegistration,
    approveRegistration,
    refuseRegistration,
    registerPerson,
    registerSocialWorker,
    recordSocialWorkQualification,
    planStation,
    ...stationSteps,
    ...centerActions,
    proposeServiceProject,
    ...projectSteps,
    fileNeed,
    verifyNeed,
    matchNeed,
    serveNeed,
    closeNeed,
  },
  events,
  deadlines: [
    {
      name: 'completeProject',
      entity: ServiceProject,
      table: 'service_project',
      dueOn: 'ends_on',
      isOpen: `state in ('RUNNING', 'SUSPENDED')`,
      organization: 'lead_organization_uscc',
    },
  ],
  migrations: [tables, rules, partnerRows],
  constraints: {
    station_one_mandated_per_street: {
      code: 'DUPLICATE',
      message: 'the street has its mandated station already',
      field: 'districtCode',
      rule: 'S2-01',
    },
    project_period: { code: 'INVALID_PERIOD', message: 'endsOn must come after startsOn', field: 'endsOn' },
    person_pkey: { code: 'DUPLICATE', message: 'this person is registered already', field: 'idNumber' },
    person_id_number_unique: { code: 'DUPLICATE', message: 'this person is registered already', field: 'idNumber' },
    social_worker_person_id_unique: {
      code: 'DUPLICATE',
      message: 'this person is a social worker already',
      field: 'personId',
      rule: 'S3-30',
    },
    social_work_qualification_cert_no_unique: {
      code: 'DUPLICATE',
      message: 'this certificate is recorded already',
      field: 'certNo',
    },
    service_project_code_unique: { code: 'DUPLICATE', message: 'this project code is taken', field: 'code' },
  },
  interfaces: { ServiceSite: resolveSiteReference },
  seed,
});
