import type { Seeder } from '#kit/seeding/seeder';

/** Nothing is made here: the activity log fills from the departments' outboxes. */
export async function seed(_seeder: Seeder): Promise<void> {
  await Promise.resolve();
}
