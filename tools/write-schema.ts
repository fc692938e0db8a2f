import { readFile, writeFile } from 'node:fs/promises';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { parse, printSchema } from 'graphql';
import { federate } from '#kit/federate';
import { SUBGRAPH_NAMES, SUBGRAPHS } from '#protocol/departments';
import { loadDepartment } from './load-department.js';

/**
 * `npm run schema`: writes schema/<subgraph>.graphql, supergraph.graphql and api.graphql from the departments'
 * definitions. With `--check` it writes nothing and fails when a committed file differs.
 */
const check = process.argv.includes('--check');
const files = new Map<string, string>();
const services: { name: string; url: string; typeDefs: ReturnType<typeof parse> }[] = [];

for (const name of SUBGRAPH_NAMES) {
  const department = await loadDepartment(name);
  const { sdl } = federate(department, () => Promise.reject(new Error('no database here')));
  files.set(`${name}.graphql`, sdl);
  services.push({ name, url: `http://127.0.0.1:${SUBGRAPHS[name].port}/graphql`, typeDefs: parse(sdl) });
}

const { supergraphSdl, errors } = composeServices(services);
if (supergraphSdl === undefined) {
  for (const error of errors ?? []) process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
files.set('supergraph.graphql', `${supergraphSdl}\n`);
const api = Supergraph.build(supergraphSdl, { supportedFeatures: null }).apiSchema().toGraphQLJSSchema();
files.set('api.graphql', `${printSchema(api)}\n`);

let drift = false;
for (const [file, text] of files) {
  const committed = await readFile(`schema/${file}`, 'utf8').catch(() => '');
  if (committed === text) continue;
  drift = true;
  if (check) process.stderr.write(`schema/${file} is not what the code says: run npm run schema and commit it\n`);
  else await writeFile(`schema/${file}`, text);
}
if (check && drift) process.exitCode = 1;
