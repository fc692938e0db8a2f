import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '#lib/project-root';
import { type RunningHub, startHub } from '../hub.js';
import { findLeaks, leakWorld } from './leaks.js';

const SEED = Number(process.env['LEAK_SEED'] ?? Math.floor(Math.random() * 1e9));
const COUNT = Number(process.env['LEAK_COUNT'] ?? 500);

describe(`random operations of a partner (seed ${SEED})`, () => {
  let hub: RunningHub;
  beforeAll(async () => {
    hub = await startHub({ people: 200 });
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  it('never read what belongs to others', async () => {
    await hub.query(
      'mutation ($input: SubmitSharingRequestInput!) { submitSharingRequest(input: $input) { __typename } }',
      {
        input: {
          items: ['Person.sex'],
          purpose: 'what the league looks into',
          legalBasis: '志愿服务条例 第七条',
          caseNo: 'case of the league',
          days: 5,
          idempotencyKey: crypto.randomUUID(),
        },
      },
      'department:youth-league',
    );
    const world = await leakWorld(hub, readFileSync(join(projectRoot(), 'schema', 'api.graphql'), 'utf8'));
    expect(world.forbidden.size).toBeGreaterThan(200);
    const { asked, answered, leaks } = await findLeaks(hub, world, SEED, COUNT);
    process.stdout.write(
      `${asked} operations as a partner, ${answered} answered with records, ${leaks.length} leaks, seed ${SEED}\n`,
    );
    expect(leaks).toEqual([]);
    // The same operations of an official must be found to hold what the partner must not see.
    const official = await findLeaks(hub, world, SEED, COUNT, 'department:youth-league');
    expect(official.leaks.length).toBeGreaterThan(0);
    // Most must be answered with something, or nothing was tested.
    expect(answered).toBeGreaterThan(asked / 10);
  });
});
