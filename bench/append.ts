import { randomUUID } from 'node:crypto';
import { createDatabases } from '../hub/databases.js';
import { startPostgres } from '../hub/postgres.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '#kit/migrations/migrate';
import { createOrm } from '#kit/orm';
import { OUTBOX_VERSION, type OutboxEvent } from '#protocol/outbox';
import { appendPage } from '../subgraphs/exchange/activity/append-page.js';
import { readLog } from '../subgraphs/exchange/activity/activity-log.js';
import { EVERYTHING } from '../subgraphs/exchange/activity/activity-selection.js';
import { department } from '../subgraphs/exchange/department.js';

/** How fast the activity log takes events, and gives them back: pages of four departments at the same time on one PostgreSQL. */
const PAGES = Number(process.argv[2] ?? 60);
const PAGE = 200;
const DEPARTMENTS = ['civil-affairs', 'youth-league', 'civilization-office', 'charity-federation'];
/** Events a second that one log must take; a province has fewer (docs/scaling.md). */
const BAR = 2000;

await using owned = new AsyncDisposableStack();
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
owned.defer(() => rmSync(folder, { recursive: true, force: true }));
const postgres = owned.use(await startPostgres({ folder, pgBin: undefined }));
const databases = await createDatabases(postgres.url, folder, ['exchange']);
const orm = createOrm(department, { databaseUrl: databases.get('exchange') ?? '' });
owned.defer(() => orm.close());
await migrate(orm, department.migrations);

function page(cursor: string) {
  const events = Array.from({ length: PAGE }, (_, index): OutboxEvent => ({
    id: randomUUID(),
    type: 'NeedFiled',
    subjectType: 'ResidentNeed',
    subjectKey: `need-${index}`,
    occurredAt: new Date().toISOString(),
    district: '440106001002',
    organization: '91350100M000100Y43',
    project: null,
    person: null,
    audience: 'public',
    facts: { minutes: 90, state: 'FILED' },
  }));
  return { version: OUTBOX_VERSION, events, cursor, more: false } as const;
}

async function append(name: string, pages: number): Promise<void> {
  for (let index = 0; index < pages; index++) await appendPage(orm, name, page(`${index}`));
}

await append('civil-affairs', 5);
const began = performance.now();
await Promise.all(DEPARTMENTS.map((name) => append(name, PAGES)));
const rate = (DEPARTMENTS.length * PAGES * PAGE) / ((performance.now() - began) / 1000);
const readBegan = performance.now();
let read = 0;
for (let after = 0; ;) {
  const events = await readLog(orm.em.fork(), EVERYTHING, { after, limit: PAGE });
  read += events.length;
  if (events.length < PAGE) break;
  after = events.at(-1)?.position ?? 0;
}
const readRate = read / ((performance.now() - readBegan) / 1000);
process.stdout.write(
  `${rate.toFixed(0)} events/s appended (bar ${BAR}), ${(1_000_000 / rate).toFixed(0)} µs each; ${readRate.toFixed(0)} events/s read back${rate >= BAR ? '' : '  MISSED'}\n`,
);
process.exitCode = rate >= BAR ? 0 : 1;
