import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Seeder } from '#kit/seeding/seeder';
import { projectRoot } from '#lib/project-root';
import { createWorld } from '#seed/world';
import { PolicyClause } from '../policies/policy-clause.entity.js';
import { PolicyDocument } from '../policies/policy-document.entity.js';
import { PolicyRule } from '../policies/policy-rule.entity.js';
import { Target } from '../targets/target.entity.js';
import { DOCUMENTS, EXTERNAL, TARGETS } from './policy-data.js';
import { RULES } from './policy-rules.js';
import { seedAwards } from './seed-awards.js';
import { seedConferences } from './seed-conferences.js';

interface ClauseRow {
  readonly row: string;
  readonly number: string;
  readonly quote: string;
  readonly summary: string;
  readonly summaryZh: string;
}

/** The policy texts as data, and the civilization office's part of the synthetic world. */
export async function seed(seeder: Seeder): Promise<void> {
  await seedPolicies(seeder);
  const world = createWorld(seeder.options);
  await seedConferences(seeder, world);
  await seedAwards(seeder, world);
}

async function seedPolicies(seeder: Seeder): Promise<void> {
  await seeder.insert(PolicyDocument, [
    ...EXTERNAL.map((docNo) => ({
      docNo,
      title: docNo,
      issuers: [],
      issuedOn: null,
      districtCode: null,
      status: 'EXTERNAL' as const,
      principles: [],
      basisDocNos: [],
      note: null,
    })),
    ...DOCUMENTS.map(({ seed: _seed, ...document }) => ({
      ...document,
      status: 'IN_FORCE' as const,
      issuers: [...document.issuers],
      principles: [...document.principles],
      basisDocNos: [...document.basisDocNos],
    })),
  ]);
  const file = join(projectRoot(), 'subgraphs', 'civilization-office', 'seed', 'clauses.data.json');
  const clauses = JSON.parse(readFileSync(file, 'utf8')) as ClauseRow[];
  const docNos = new Map<string, string>(DOCUMENTS.map((document) => [document.seed, document.docNo]));
  await seeder.insert(
    PolicyClause,
    clauses.map(({ row, number, quote, summary, summaryZh }) => ({
      row,
      document: docNos.get(row.slice(0, 2)) ?? '',
      number,
      quote,
      summary,
      summaryZh,
    })),
  );
  await seeder.insert(
    PolicyRule,
    RULES.map(([id, title, quote, effectiveFrom, reading, ...parameters]) => ({
      id,
      document: docNos.get(id.slice(0, 2)) ?? '',
      title,
      quote,
      reading,
      parameters: parameters.map(([name, value, unit, provenance]) =>
        typeof value === 'string'
          ? { name, value: null, day: value, unit, provenance }
          : { name, value, unit, provenance },
      ),
      effectiveFrom,
      effectiveTo: null,
      version: 1,
    })),
  );
  await seeder.insert(
    Target,
    TARGETS.map(([rule, metric, scope, goal, dueOn, title]) => ({
      id: `tgt_${metric.toLowerCase()}`,
      title,
      metric,
      scope,
      goal,
      dueOn,
      rule,
    })),
  );
}
