import { makeActivities, makeParticipations } from './activities.js';
import { makeCommunities } from './communities.js';
import { draw } from './draw.js';
import { makeCampaigns, makeDisbursements, makeDonations, makeDonationSites, makeFunds } from './giving.js';
import { makeHonours } from './honours.js';
import { KIND } from './kinds.js';
import { makeOrganizations } from './organizations.js';
import { makePerson } from './people.js';
import { makeNeeds, makeProjects } from './projects.js';
import { makeSites } from './sites.js';
import {
  donorCount,
  makeSocialWorker,
  makeTeams,
  makeVolunteer,
  personOfDonor,
  personOfSocialWorker,
  personOfVolunteer,
  socialWorkerCount,
  volunteerCount,
} from './workers.js';
import type { OrganizationRole, SeedDonor, World, WorldOptions } from './world-types.js';

/**
 * The synthetic world of these options. Registers that stay small are lists; people, social workers, volunteers, donors and what they do
 * are made one by one on request, so that a million of them never stand in memory at once.
 */
export function createWorld(options: WorldOptions): World {
  const { people, seed } = options;
  const organizations = makeOrganizations(options);
  const byRole = (...roles: OrganizationRole[]) => organizations.filter(({ role }) => roles.includes(role));
  const agencies = byRole('SOCIAL_WORK_AGENCY');
  const communities = makeCommunities(options);
  const person = (index: number) => makePerson(options, communities, index);
  const sites = makeSites(options, agencies);
  const socialWorker = (index: number) =>
    makeSocialWorker(options, agencies, person(personOfSocialWorker(index)), index);
  const counts = {
    socialWorkers: socialWorkerCount(people),
    volunteers: volunteerCount(people),
    donors: donorCount(people),
  };
  const teams = makeTeams(options, byRole('VOLUNTEER_ORGANIZATION', 'SOCIAL_WORK_AGENCY'));
  const volunteer = (index: number) => makeVolunteer(options, teams, index);
  const projects = makeProjects(options, agencies, sites, (index) => socialWorker(index).id, counts.socialWorkers);
  const needs = makeNeeds(options, communities);
  const districtOfVolunteer = (index: number) => person(personOfVolunteer(index)).community.districtCode;
  const activities = makeActivities(
    options,
    counts.volunteers,
    byRole('VOLUNTEER_ORGANIZATION'),
    projects,
    needs,
    districtOfVolunteer,
  );
  const charities = byRole('CHARITY_FEDERATION', 'COMMUNITY_FOUNDATION');
  const campaigns = makeCampaigns(options, charities, projects);
  const funds = makeFunds(
    options,
    byRole('CHARITY_FEDERATION', 'DISTRICT_CHARITY_FEDERATION'),
    byRole('TOWN_GOVERNMENT'),
    communities,
  );
  const donor = (index: number): SeedDonor => {
    const choose = draw(seed, KIND.donor, index);
    return {
      index,
      id: choose.id('dnr', 1_600_000_000_000 + index),
      personIndex: personOfDonor(index),
      consentToPublish: choose.chance(0.5),
    };
  };
  const partial = {
    options,
    organizations,
    communities,
    sites,
    teams,
    projects,
    needs,
    activities,
    campaigns,
    funds,
    donationSites: makeDonationSites(options, sites, charities),
    socialWorkerCount: counts.socialWorkers,
    volunteerCount: counts.volunteers,
    donorCount: counts.donors,
    byRole,
    person,
    socialWorker,
    volunteer,
    donor,
    people: () => each(people, person),
    socialWorkers: () => each(counts.socialWorkers, socialWorker),
    volunteers: () => each(counts.volunteers, volunteer),
    donors: () => each(counts.donors, donor),
    participations: () => makeParticipations(options, activities),
    donations: () => makeDonations(options, counts.donors, campaigns, funds, projects),
    disbursements: () => makeDisbursements(options, funds, projects),
  };
  return { ...partial, honours: makeHonours(partial) };
}

function* each<T>(count: number, make: (index: number) => T): Generator<T> {
  for (let index = 0; index < count; index++) yield make(index);
}
