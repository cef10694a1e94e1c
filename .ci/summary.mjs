// Tells at the very end, of which CI keeps a record, which tests failed and how: node .ci/summary.mjs FOLDER_OF_REPORTS.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** So many failures are told. */
const MOST_FAILURES = 20;

const [folder] = process.argv.slice(2);
const parts = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => readPart(join(folder, name)));
const passed = parts.reduce((sum, part) => sum + part.passed, 0);
const failures = parts.flatMap((part) => part.failures);

for (const failure of failures.slice(0, MOST_FAILURES)) console.log(`FAILED ${failure}`);
if (failures.length > MOST_FAILURES) console.log(`… and ${failures.length - MOST_FAILURES} more`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;

/** What reporter.mjs wrote of a part of the tests; nothing where it did not come so far. */
function readPart(file) {
  const name = basename(file, ".json");
  const text = readFileSync(file, "utf8");
  if (text === "") return { passed: 0, failures: [`${name}: it took too long or broke down, see above`] };
  const part = JSON.parse(text);
  const isUnexplained = part.failures.length === 0 && existsSync(join(folder, `${name}.failed`));
  return isUnexplained ? { ...part, failures: [`${name}: it ended with an error, see above`] } : part;
}
