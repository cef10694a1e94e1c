// Tells where a service is not known that should be, or other than it is built, and which access tables name an action
// that AWS does not have.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { containerOf, notImplemented, SERVICE_NAMES } from "../packages/service/dist/index.js";
import { readDefinitions } from "./definitions.mjs";
import { isAction } from "./new/iam-actions.mjs";
import { root } from "./prepare.mjs";

const read = (path) => readFileSync(join(root, path), "utf8");
const [compose, readme] = [read("docker-compose.yml"), read("README.md")];

const found = new Set();
const expect = (holds, sentence) => holds || found.add(sentence);

const definitions = await readDefinitions();
for (const { folder, definition } of definitions) {
  const { name } = definition.model;
  const isListed = SERVICE_NAMES.includes(name) && containerOf(name) === folder;
  expect(isListed, `packages/service/src/containers.ts does not have ${name} in ${folder}.`);
  expect(compose.includes(`{ SERVICE: ${folder},`), `docker-compose.yml has no container of services/${folder}.`);
  const rows = readme.split("\n").filter((line) => line.includes(`(services/${folder}/README.md)`));
  const count = countOf(definition);
  expect(
    rows.some((row) => new RegExp(`\\b${count}\\b`).test(row)),
    `README.md does not say of services/${folder} that ${count} operations of ${name} are built.`,
  );
  for (const action of builtActions(definition)) expect(await isAction(action), `AWS has no action ${action}.`);
}
for (const name of SERVICE_NAMES) {
  const isDefined = definitions.some(({ definition }) => definition.model.name === name);
  expect(isDefined, `packages/service/src/containers.ts has ${name}, and no folder of services/ defines it.`);
}

if (found.size > 0) {
  console.error([...found].join("\n"));
  process.exitCode = 1;
}

/** `all 23`, or `41 of 118`. */
function countOf({ operations }) {
  const [built, all] = [builtNames(operations).length, Object.keys(operations).length];
  return built === all ? `all ${all}` : `${built} of ${all}`;
}

/** What IAM decides the operations by that are built: the others are looked up when somebody builds them. */
function builtActions({ operations, access }) {
  return new Set(builtNames(operations).map((name) => access[name].action));
}

/** Those that are not answered 501. */
function builtNames(operations) {
  return Object.keys(operations).filter((name) => operations[name] !== notImplemented);
}
