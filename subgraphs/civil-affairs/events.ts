import { defineEvents } from '#kit/feed/events';

/** What civil affairs announces. */
export const events = defineEvents({
  OrganizationApplied: { about: 'An organisation applied for registration. 社会组织申请登记', audience: 'departments' },
});
