// npm run check: everything that can be said of the code without running it.
import { join } from "node:path";
import { prepare, root, run } from "./prepare.mjs";

const bin = (name) => join(root, "node_modules", ".bin", name);

prepare();
run(bin("oxfmt"), ["--check"], "Some files are not formatted: npm run format.");
run(bin("tsc"), ["-b"], "The types do not fit.");
run(bin("oxlint"), ["--type-aware", "--deny-warnings"], "The linter has objections.");
run(bin("knip"), [], "Something is exported, installed or written and not used.");
run(process.execPath, [join(root, "scripts", "tables.mjs"), "--check"], "A table is old: node scripts/tables.mjs.");
run(
  process.execPath,
  [join(root, "scripts", "registrations.mjs")],
  "Services are not known everywhere, or actions not to AWS.",
);
