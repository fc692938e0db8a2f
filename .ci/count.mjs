import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Adds up the test report and the checks; the exit code says whether all is well. */
const folder = process.argv[2];
const report = join(folder, 'vitest.json');
const tests = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
const checks = readFileSync(join(folder, 'checks'), 'utf8').trim().split('\n');
const broken = checks.filter((line) => line.startsWith('failed')).map((line) => line.slice('failed '.length));

// A file that could not be loaded has no test that could fail.
const unloaded = (tests?.testResults ?? []).filter(
  (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
);
const failedTests = (tests?.numFailedTests ?? 0) + unloaded.length;
// The test command counts only when it failed without any test to show for it.
const failedChecks = broken.filter((name) => name !== 'test' || failedTests === 0).length;
const passedChecks = checks.filter((line) => line.startsWith('passed') && line !== 'passed test').length;

for (const name of broken) process.stdout.write(`failed: ${name}\n`);
for (const file of unloaded) process.stdout.write(`not loaded: ${file.name}\n`);
const passed = (tests?.numPassedTests ?? 0) + passedChecks;
const skipped = (tests?.numPendingTests ?? 0) + (tests?.numTodoTests ?? 0);
process.stdout.write(`${passed} passed, ${failedTests + failedChecks} failed, ${skipped} skipped\n`);
process.exitCode = broken.length > 0 || failedTests > 0 ? 1 : 0;
