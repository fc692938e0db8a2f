import { writeTables } from '#kit/migrations/write-tables';
import { isSubgraphName, SUBGRAPH_NAMES } from '#protocol/departments';
import { loadDepartment } from './load-department.js';

/** `npm run migration -- <subgraph>`: rewrites 0001-tables.ts from the entity definitions. */
const [name = ''] = process.argv.slice(2);
if (isSubgraphName(name)) {
  await writeTables(await loadDepartment(name), `subgraphs/${name}/migrations/0001-tables.ts`);
} else {
  process.stderr.write(`Name a subgraph: ${SUBGRAPH_NAMES.join(', ')}\n`);
  process.exitCode = 1;
}
