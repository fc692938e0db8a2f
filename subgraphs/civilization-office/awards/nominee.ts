import { refer } from '#kit/publishing/reference';
import { Organization } from '../references/organization.reference.js';
import { Person } from '../references/person.reference.js';
import { ServiceProject } from '../references/service-project.reference.js';
import { SocialWorker } from '../references/social-worker.reference.js';
import { Volunteer } from '../references/volunteer.reference.js';

/** Kind of nominee -> the entity of the department that owns it. */
export const NOMINEES = {
  PERSON: Person,
  ORGANIZATION: Organization,
  SERVICE_PROJECT: ServiceProject,
  VOLUNTEER: Volunteer,
  SOCIAL_WORKER: SocialWorker,
} as const;

/** The honoured entity by its key. */
export function nomineeOf({
  nomineeType,
  nomineeKey,
}: {
  nomineeType: keyof typeof NOMINEES;
  nomineeKey: string;
}): object {
  return refer<object>(NOMINEES[nomineeType], nomineeKey);
}
