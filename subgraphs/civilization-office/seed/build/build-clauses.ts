import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Builds seed/clauses.data.json from the policy matrix (a Markdown file with one table row per clause), which is not part of the
 * project: `node dist/subgraphs/civilization-office/seed/build/build-clauses.js <matrix.md>`. The Chinese summaries are our own;
 * they stand in the data file only and are kept by row.
 */
interface ClauseRow {
  readonly row: string;
  readonly number: string;
  readonly quote: string;
  readonly summary: string;
  readonly summaryZh: string;
}

const FILE = 'subgraphs/civilization-office/seed/clauses.data.json';
const LINE = /^\| (S[0-4]-\d{2}) \| ([^「|]+) 「([^」]+)」 \| ([^|]+) \|/;

const [, , matrix = ''] = process.argv;
const known = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as ClauseRow[]) : [];
const chinese = new Map(known.map(({ row, summaryZh }) => [row, summaryZh]));

const clauses: ClauseRow[] = [];
for (const line of readFileSync(matrix, 'utf8').split('\n')) {
  const [, row, number, quote, about] = LINE.exec(line) ?? [];
  if (row === undefined || number === undefined || quote === undefined || about === undefined) continue;
  const plain = about.replaceAll('**', '').trim();
  const summary = plain.charAt(0).toUpperCase() + plain.slice(1);
  clauses.push({ row, number: number.trim(), quote, summary, summaryZh: chinese.get(row) ?? '' });
}
const missing = clauses.filter(({ summaryZh }) => summaryZh === '').map(({ row }) => row);
if (missing.length > 0) process.stderr.write(`no Chinese summary yet: ${missing.join(', ')}\n`);
writeFileSync(FILE, `${JSON.stringify(clauses, null, 2)}\n`);
