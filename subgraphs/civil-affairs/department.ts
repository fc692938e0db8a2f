import { defineDepartment } from '#kit/department';
import { DistrictTable } from './districts/district.entity.js';
import { DistrictResolver, districtRegister } from './districts/district.resolver.js';
import { events } from './events.js';
import { tables } from './migrations/0001-tables.js';
import { OrganizationTable } from './organizations/organization.entity.js';
import { submitRegistration } from './organizations/submit-registration.js';

/** Civil affairs 民政局. */
export const department = defineDepartment({
  name: 'civil-affairs',
  tables: [DistrictTable, OrganizationTable],
  references: [],
  resolvers: [districtRegister, DistrictResolver],
  actions: { submitRegistration },
  events,
  migrations: [tables],
  constraints: {},
  async seed() {},
});
