import { addDays } from '#kit/deadlines/china-date';
import { seededId } from '#lib/new-id';
import { random } from '#lib/random';
import type { SeedHonour, SeedProject, World } from '#seed/world-types';
import type { Nomination } from '../awards/nomination.entity.js';

export const PROGRAMMES = ['awd_linkage', 'awd_people'] as const;

export const TYPES = {
  Person: 'PERSON',
  Organization: 'ORGANIZATION',
  ServiceProject: 'SERVICE_PROJECT',
  Volunteer: 'VOLUNTEER',
  SocialWorker: 'SOCIAL_WORKER',
} as const satisfies Record<SeedHonour['nominee']['type'], string>;

type Row = Pick<
  Nomination,
  'id' | 'programme' | 'nomineeType' | 'nomineeKey' | 'linkageMode' | 'reason' | 'state' | 'publicisedOn' | 'objection'
>;

/** Longer than any five working days, holidays in between included. */
const PUBLICITY_DAYS = 30;
const UNDER_WAY = 24;
/** Keeps the ids apart from all other streams of the world. */
const STREAM = 9009;

/** The nomination behind each honour of the world. */
export function conferredNominations({ honours, projects }: World): readonly { row: Row; honour: SeedHonour }[] {
  const byId = new Map(projects.map((project) => [project.id, project]));
  return honours.map((honour) => {
    const project = byId.get(honour.nominee.key);
    const row: Row = {
      id: honour.id.replace(/^cmd_/, 'nom_'),
      programme: PROGRAMMES[honour.programme] ?? PROGRAMMES[0],
      nomineeType: TYPES[honour.nominee.type],
      nomineeKey: honour.nominee.key,
      linkageMode: project ? linkageOf(project) : null,
      reason: '业绩突出,群众评价良好。',
      state: 'CONFERRED',
      publicisedOn: addDays(honour.issuedOn, -PUBLICITY_DAYS),
      objection: null,
    };
    return { row, honour };
  });
}

/** Running projects that have no honour yet, at every step before conferral. */
export function openNominations({ honours, projects, options: { seed, today } }: World): readonly Row[] {
  const honoured = new Set(honours.map(({ nominee }) => nominee.key));
  const steps = [
    { state: 'NOMINATED', publicisedOn: null, objection: null },
    { state: 'REVIEWED', publicisedOn: null, objection: null },
    { state: 'PUBLICISED', publicisedOn: addDays(today, -2), objection: null },
    { state: 'OBJECTED', publicisedOn: addDays(today, -4), objection: '服务时数与登记不一致,请核实。' },
  ] as const;
  return projects
    .filter(({ id, state, linkageModes }) => state === 'RUNNING' && linkageModes.length > 0 && !honoured.has(id))
    .slice(0, UNDER_WAY)
    .map((project, index) => ({
      id: seededId('nom', Date.parse(addDays(today, -20)) + index, random(seed, STREAM, index)),
      programme: PROGRAMMES[0],
      nomineeType: TYPES.ServiceProject,
      nomineeKey: project.id,
      linkageMode: linkageOf(project),
      reason: '社工与志愿者联动成效明显。',
      ...(steps[index % steps.length] ?? steps[0]),
    }));
}

function linkageOf({ linkageModes }: SeedProject): Row['linkageMode'] {
  return linkageModes.length > 1 ? 'BOTH' : (linkageModes[0] ?? null);
}
