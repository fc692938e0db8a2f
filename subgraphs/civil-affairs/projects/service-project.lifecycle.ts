import { type Guard, lifecycle } from '#kit/lifecycle';
import { SocialWorkQualification } from '../social-workers/social-work-qualification.entity.js';
import { ProjectState, type ServiceProject } from './service-project.entity.js';

type Step = 'approve' | 'reject' | 'start' | 'suspend' | 'resume' | 'complete' | 'close';

/** Volunteers who assist need positions (S0-05). */
const hasPositions: Guard<ServiceProject> = (_, { linkageModes, volunteerPositions }) =>
  linkageModes.includes('VOLUNTEER_ASSISTS') && volunteerPositions < 1
    ? { code: 'RULE_BROKEN', message: 'a project that volunteers assist needs at least one position', rule: 'S0-05' }
    : undefined;

/** A project that a social worker guides needs a certified one (S0-06). */
const hasCertifiedGuide: Guard<ServiceProject> = async ({ em }, { linkageModes, guide }) => {
  if (!linkageModes.includes('SOCIAL_WORKER_GUIDES')) return undefined;
  const certificates = guide ? await em.count(SocialWorkQualification, { socialWorker: guide }) : 0;
  return certificates > 0
    ? undefined
    : { code: 'RULE_BROKEN', message: 'a guided project needs a certified social worker as its guide', rule: 'S0-06' };
};

/** Life of a project (S0-05); the guards of both linkage modes stand before it runs. */
export const projectLifecycle = lifecycle<typeof ProjectState, Step, ServiceProject>(ProjectState, {
  initial: 'PROPOSED',
  transitions: {
    approve: { from: ['PROPOSED'], to: 'APPROVED' },
    reject: { from: ['PROPOSED'], to: 'REJECTED' },
    start: { from: ['APPROVED'], to: 'RUNNING', guards: [hasPositions, hasCertifiedGuide] },
    suspend: { from: ['RUNNING'], to: 'SUSPENDED' },
    resume: { from: ['SUSPENDED'], to: 'RUNNING', guards: [hasPositions, hasCertifiedGuide] },
    complete: { from: ['RUNNING'], to: 'COMPLETED' },
    close: { from: ['COMPLETED'], to: 'CLOSED' },
  },
});
