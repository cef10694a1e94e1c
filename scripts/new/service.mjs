import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { accessTable } from "./access-table.mjs";
import { Refusal } from "./changes.mjs";
import { readModel } from "./models.mjs";
import { containerOf, CONTAINERS, namesOf } from "./services.mjs";

const TEMPLATES = fileURLToPath(new URL("service", import.meta.url));
const SUFFIX = ".template";
const STANDALONE = "services/standalone/src/services.ts";

/** Writes services/<name>, in which no operation is built, and registers it. @returns what is left to do by hand */
export async function addService({ name, hasQueues }, changes) {
  const { model, sdk, sdkVersion } = readModel(name);
  if (changes.has(`services/${name}`)) throw new Refusal(`There is services/${name} already.`);
  const served = containerOf(name, changes);
  if (served !== undefined) throw new Refusal(`Skylab serves ${name} already, from services/${served}.`);
  const access = await accessTable(model);
  const words = {
    ...namesOf(name),
    title: model.sdkId,
    engines: hasQueues ? "Redis and RabbitMQ" : "Redis",
    sdk,
    sdkVersion,
    operations: Object.keys(model.operations)
      .map((operation) => `${operation}: notImplemented,`)
      .join("\n"),
    accessHelpers: access.helpers,
    accessEntries: access.entries,
  };
  for (const file of readdirSync(TEMPLATES, { recursive: true }).filter((path) => path.endsWith(SUFFIX))) {
    const path = relative(TEMPLATES, join(TEMPLATES, file)).replaceAll("\\", "/").slice(0, -SUFFIX.length);
    const text = chosenLines(readFileSync(join(TEMPLATES, file), "utf8"), hasQueues ? "queues" : "records");
    changes.put(`services/${name}/${filled(path, words)}`, withoutUnused(filled(filled(text, words), words)));
  }
  register({ model, words, hasQueues }, changes);
  return [
    `README.md: a sentence on ${model.sdkId} where it tells what is served today.`,
    `services/${name}/src/access.ts: what each operation is on, when it is built (notDecided).`,
    ...(access.unknown.length > 0
      ? [`AWS has no action of these names, look theirs up: ${access.unknown.join(", ")}.`]
      : []),
  ];
}

/** Lines that begin with `?queues` or `?records` are for services with and without queues. */
const chosenLines = (text, chosen) =>
  text
    .split("\n")
    .filter((line) => !line.startsWith("?") || line.startsWith(`?${chosen} `))
    .map((line) => line.replace(/^\?\w+ /, ""))
    .join("\n");

function filled(text, words) {
  return text.replaceAll(/__(\w+?)__/g, (_, word) => {
    if (words[word] === undefined) throw new Error(`A template asks for __${word}__, which nobody tells.`);
    return words[word];
  });
}

/** A service all of whose operations say what they are on needs no helper. */
const withoutUnused = (text) =>
  text.includes("AccessRule<") ? text : text.replace("{ Access, AccessRule }", "{ Access }");

function register({ model, words, hasQueues }, changes) {
  const { folder, name } = words;
  const make = `async (engines, frame) => createService((await import("@skylab/${folder}")).${name}(engines), frame)`;
  addSorted(changes, STANDALONE, `  ${quoted(folder)}: ${make},`);
  addSorted(changes, CONTAINERS, `  ${quoted(folder)}: "${folder}",`);
  changes.depend("services/standalone/package.json", `@skylab/${folder}`, "0.1.0");
  changes.replace(
    "services/standalone/tsconfig.json",
    /(\n +\{ "path": "[^"]+" \})(\n +\]\n)/,
    `$1,\n    { "path": "../${folder}" }$2`,
  );
  changes.replace(
    "tsconfig.json",
    /(?=\n +\{ "path": "services\/gateway" \})/,
    `\n    { "path": "services/${folder}" },`,
  );
  changes.replace("docker-compose.yml", /\n(?= {2}redis:\n)/, `\n${container(folder, hasQueues)}\n`);
  const count = Object.keys(model.operations).length;
  const page = `[services/${folder}](services/${folder}/README.md)`;
  changes.replace(
    "README.md",
    /(?<=\n\| service +\| state .*(?:\n\|.*)+\n)(?=\n)/,
    `| ${model.sdkId} | 0 of ${count} operations | ${page} |\n`,
  );
  changes.replace("README.md", /(?=\n {2}standalone\/ )/, `\n  ${folder}/`);
}

const quoted = (name) => (name.includes("-") ? `"${name}"` : name);

/** Adds an entry to the table of a file, in the order of names. An entry may have more than one line. */
function addSorted(changes, path, entry) {
  changes.replace(path, /(?<=\nconst (?:MAKERS|CONTAINERS)\b.*\{\n)(?:.*\n)*?(?=\})/, (table) =>
    [...table.trimEnd().split(/\n(?= {2}[^\s}])/), entry]
      .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
      .join("\n")
      .concat("\n"),
  );
}

const nameOf = (entry) => entry.trim().replaceAll('"', "").split(":", 1)[0];

function container(folder, hasQueues) {
  const environment = [
    "      <<: *settings",
    "      REDIS_URL: redis://redis:6379",
    ...(hasQueues ? ["      RABBITMQ_URL: amqp://skylab:skylab@rabbitmq:5672"] : []),
  ];
  return `  ${folder}:
    <<: *contained
    build:
      context: .
      args: { SERVICE: ${folder}, NODE_IMAGE: "\${NODE_IMAGE:-node:24-bookworm-slim}" }
    environment:
${environment.join("\n")}
    ports: ["127.0.0.1::4566"]
    networks: [services, engines]
    depends_on: [${hasQueues ? "redis, rabbitmq" : "redis"}]
`;
}
