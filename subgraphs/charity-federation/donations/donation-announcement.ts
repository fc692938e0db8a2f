import type { Announcement } from '#kit/feed/announce';
import type { Donation } from './donation.entity.js';

/** What the feed may say of a donation: amounts and codes. An anonymous gift is told to departments only. */
export function announcementOf(donation: Donation): Announcement {
  const { anonymous, districtCode, charityUscc, projectId, amountFen, purpose } = donation;
  return {
    subject: donation,
    district: districtCode ?? null,
    organization: charityUscc,
    project: projectId ?? null,
    facts: { amountFen, purpose },
    audience: anonymous ? 'departments' : undefined,
  };
}
