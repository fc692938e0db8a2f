import type { EventType } from '#kit/feed/events';
import type { Seeder } from '#kit/seeding/seeder';
import type { World } from '#seed/world-types';
import { VolunteerActivity } from '../activities/volunteer-activity.entity.js';
import { ServiceRecord } from '../records/service-record.entity.js';

const HISTORY = 100;

/** The feed begins with the latest confirmed records and published activities. */
export function announceHistory(
  seeder: Seeder,
  world: World,
  events: Readonly<Record<'ServiceConfirmed' | 'ActivityPublished', EventType>>,
): void {
  const now = Date.parse(`${seeder.options.today}T00:00:00+08:00`);
  const latest: { at: Date; announce: () => void }[] = [];
  const keep = (at: Date, announce: () => void) => {
    if (at.getTime() > now) return;
    latest.push({ at, announce });
    if (latest.length > 4 * HISTORY) latest.sort((a, b) => b.at.getTime() - a.at.getTime()).splice(HISTORY);
  };
  for (const { activity, record } of world.participations()) {
    if (record?.state !== 'CONFIRMED') continue;
    keep(record.recordedAt, () =>
      seeder.announce(events.ServiceConfirmed, {
        subject: Object.assign(new ServiceRecord(), { id: record.id }),
        at: record.recordedAt,
        organization: activity.hostUscc,
        district: activity.districtCode,
        project: activity.projectId,
        facts: { minutes: record.minutes },
      }),
    );
  }
  for (const activity of world.activities.slice(0, HISTORY)) {
    const at = new Date(Math.min(...activity.shifts.map(({ startsAt }) => startsAt.getTime())) - 10 * 86_400_000);
    keep(at, () =>
      seeder.announce(events.ActivityPublished, {
        subject: Object.assign(new VolunteerActivity(), { id: activity.id }),
        at,
        organization: activity.hostUscc,
        district: activity.districtCode,
        project: activity.projectId,
      }),
    );
  }
  for (const { announce } of latest.sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, HISTORY)) announce();
}
