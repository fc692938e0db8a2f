import { heldBack } from '#kit/identity/row-rule';
import type { ServiceProject } from './service-project.entity.js';

/** Proposals, until they are approved: the leading organisation's and the departments'. */
export const projectRows = heldBack<ServiceProject>({
  in: ['PROPOSED', 'REJECTED'],
  organizations: { leadOrganization: 'lead_organization_uscc' },
});
