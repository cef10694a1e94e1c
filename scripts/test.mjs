// npm test: installs what is missing, builds what has changed, and runs the tests; arguments go to vitest.
import { join } from "node:path";
import { prepare, root, run } from "./prepare.mjs";

prepare();
run(
  process.execPath,
  [join(root, "node_modules", "vitest", "vitest.mjs"), "run", ...process.argv.slice(2)],
  "Tests failed.",
);
