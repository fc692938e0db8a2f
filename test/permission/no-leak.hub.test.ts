import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '#lib/project-root';
import { type RunningHub, startHub } from '../hub.js';
import { until } from '../until.js';
import { askQuestions, changedAnswers, changeWhatIsNotHis } from './interference.js';
import { findLeaks, leakWorld, personalValues } from './leaks.js';
import { othersAct, tellEveryone } from './others-act.js';
import { leakInStream, openRandomStreams } from './stream-leaks.js';

const SEED = Number(process.env['LEAK_SEED'] ?? Math.floor(Math.random() * 1e9));
const API_SDL = readFileSync(join(projectRoot(), 'schema', 'api.graphql'), 'utf8');
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
    const world = await leakWorld(hub, API_SDL);
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

  it('do not hear of others’ records when they subscribe', async () => {
    const first = await leakWorld(hub, API_SDL);
    const partner = `partner:${first.partner}`;
    const asking = { seed: SEED, count: Math.min(100, Math.ceil(COUNT / 10)) };
    using streams = await openRandomStreams(hub, first, { ...asking, as: partner });
    using official = await openRandomStreams(hub, first, { ...asking, as: 'department:youth-league' });
    await othersAct(hub, first.partner);
    const all = () => [...streams.heard, ...official.heard];
    const heard = () => all().filter(({ text }) => text.includes('event: next')).length;
    // Whoever has heard the second has had the time for all before it.
    for (let round = 0; round < 2; round++) {
      const told = await tellEveryone(hub);
      await until('streams told what everyone hears', () =>
        [streams, official].every(({ heard: [whole] }) => whole?.text.includes(told)),
      );
    }
    // With what was done meanwhile.
    const world = await leakWorld(hub, API_SDL);
    const leaks = streams.heard.flatMap((one) => leakInStream(world, one) ?? []);
    const found = official.heard.flatMap((one) => leakInStream(world, one) ?? []);
    process.stdout.write(
      `${streams.heard.length} subscriptions, ${heard()} of all heard events, ${leaks.length} leaks; an official heard of ${found.length}\n`,
    );
    expect(leaks).toEqual([]);
    expect(found.length).toBeGreaterThan(0);
    expect(streams.heard.filter(({ text }) => text.includes('event: next')).length).toBeGreaterThan(0);
  });

  it('are answered alike whatever others do: no count, order or error tells of it', async () => {
    const world = await leakWorld(hub, API_SDL);
    const partner = `partner:${world.partner}`;
    const official = 'department:youth-league';
    const asking = { seed: SEED, count: Math.ceil(COUNT / 2) };
    const questions = await askQuestions(hub, world, { ...asking, as: partner });
    const asOfficial = await askQuestions(hub, world, { ...asking, as: official });
    await changeWhatIsNotHis(hub, world.partner);
    const changed = await changedAnswers(hub, questions, partner);
    const seen = await changedAnswers(hub, asOfficial, official);
    process.stdout.write(
      `${questions.length} questions asked again: ${changed.length} answered otherwise to a partner, ${seen.length} to an official\n`,
    );
    expect(changed).toEqual([]);
    // Who may see it sees the difference.
    expect(seen.length).toBeGreaterThan(0);
    expect(questions.length).toBeGreaterThan(asking.count * 0.9);
  });

  it('leave nothing personal in the logs', async () => {
    const values = await personalValues(hub);
    expect(values.length).toBeGreaterThan(200);
    const logs = await hub.logs();
    expect(logs.length).toBeGreaterThan(1000);
    expect(values.filter((value) => logs.includes(value))).toEqual([]);
  });
});
