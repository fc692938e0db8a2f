import { action } from '#kit/actions/action';
import { id } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { stepAction } from '#kit/actions/step-action';
import { officials } from '#kit/identity/access';
import { events } from '../events.js';
import { SocialWorkQualification } from '../social-workers/social-work-qualification.entity.js';
import { SocialWorker } from '../social-workers/social-worker.entity.js';
import { ServiceProject } from './service-project.entity.js';
import { projectLifecycle } from './service-project.lifecycle.js';

const about = ({ id: project, district, leadOrganization }: ServiceProject) => ({
  project,
  district,
  organization: leadOrganization,
});
const step = {
  row: 'S0-05',
  may: officials('civil-affairs'),
  entity: ServiceProject,
  lifecycle: projectLifecycle,
  announce: about,
} as const;

export const approveServiceProject = stepAction({
  ...step,
  about: 'Approves a proposal. 批准项目',
  transition: 'approve',
  event: events.ProjectApproved,
});
export const rejectServiceProject = stepAction({
  ...step,
  about: 'Rejects a proposal. 驳回项目',
  transition: 'reject',
});
export const startServiceProject = stepAction({
  ...step,
  about: 'Starts an approved project; both linkage modes have their guards. 启动项目',
  transition: 'start',
  event: events.ProjectStarted,
});
export const suspendServiceProject = stepAction({
  ...step,
  about: 'Suspends a running project. 暂停项目',
  transition: 'suspend',
});
export const resumeServiceProject = stepAction({
  ...step,
  about: 'Resumes a suspended project. 恢复项目',
  transition: 'resume',
});
export const completeServiceProject = stepAction({
  ...step,
  about: 'Completes a running project. 完成项目',
  transition: 'complete',
  event: events.ProjectCompleted,
});
export const closeServiceProject = stepAction({
  ...step,
  about: 'Closes a completed project. 项目结项',
  transition: 'close',
});

export const assignGuide = action({
  about: 'Assigns a certified social worker as guide of a project. 指派督导社工',
  row: 'S0-06',
  may: officials('civil-affairs'),
  input: { projectId: id('The project. 项目'), socialWorkerId: id('The guide. 督导社工') },
  returns: ServiceProject,
  async run(act, { projectId, socialWorkerId }) {
    const project = await act.lock(ServiceProject, projectId, 'projectId');
    ensure(
      !['COMPLETED', 'CLOSED', 'REJECTED'].includes(project.state),
      'ILLEGAL_TRANSITION',
      `the project is ${project.state}`,
      { field: 'projectId' },
    );
    const worker = await act.require(SocialWorker, socialWorkerId, 'socialWorkerId');
    const certificates = await act.em.count(SocialWorkQualification, { socialWorker: worker.id });
    ensure(certificates > 0, 'RULE_BROKEN', 'the social worker has no certificate', {
      field: 'socialWorkerId',
      rule: 'S0-06',
    });
    project.guide = worker.id;
    act.announce(events.SupervisorAssigned, { subject: project, ...about(project) });
    return project;
  },
});
