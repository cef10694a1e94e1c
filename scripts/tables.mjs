// Writes the generated tables of the READMEs between their markers; with --check, tells whether one is old.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { operationTable, settingsTable } from "../packages/service/dist/tables.js";
import { SERVICE_SETTINGS } from "../services/standalone/dist/settings.js";
import { readDefinitions } from "./definitions.mjs";
import { root, run } from "./prepare.mjs";

const check = process.argv.includes("--check");

const tables = [{ file: join(root, "README.md"), name: "settings", table: settingsTable(SERVICE_SETTINGS) }];
for (const { folder, definition } of await readDefinitions()) {
  tables.push({
    file: join(root, "services", folder, "README.md"),
    name: `operations of ${definition.model.name}`,
    table: operationTable(definition),
  });
}

const old = tables.filter(isOld).map(({ file }) => relative(root, file));
if (check && old.length > 0) {
  console.error(`Old: ${old.join(", ")}`);
  process.exit(1);
}
if (!check) {
  for (const { file, name, table } of tables) writeFileSync(file, between(readFileSync(file, "utf8"), name).put(table));
  run(
    join(root, "node_modules", ".bin", "oxfmt"),
    tables.map(({ file }) => file),
    "The tables cannot be formatted.",
  );
}

/** Whether a README has another table than it should: the formatter may pad cells. */
function isOld({ file, name, table }) {
  return !existsSync(file) || plain(between(readFileSync(file, "utf8"), name).text) !== plain(table);
}

function plain(text) {
  return text
    .replaceAll(/ *\| */g, "|")
    .replaceAll(/-+/g, "-")
    .trim();
}

/** What stands between `<!-- name … -->` and `<!-- /name -->`. */
function between(document, name) {
  const [, before, text, after] =
    new RegExp(`^(.*<!-- ${name}\\b[^>]*-->\\n)(.*)(<!-- /${name} -->.*)$`, "s").exec(document) ?? [];
  if (text === undefined) throw new Error(`No place for the table of ${name}: <!-- ${name} --> and <!-- /${name} -->.`);
  return { text, put: (table) => `${before}\n${table}\n\n${after}` };
}
