// npm run bench: what a request costs, as ratios to a bare node:http server in the same run. Figures are printed, never asserted.
import { prepare } from "./prepare.mjs";
import { startBare, startSkylab } from "./bench/servers.mjs";
import { benchSqs } from "./bench/sqs.mjs";
import { printStart } from "./bench/report.mjs";

prepare();
const bare = await startBare();
const skylab = await startSkylab();
try {
  printStart(skylab);
  await benchSqs({ bare, skylab });
} finally {
  await Promise.all([bare.stop(), skylab.stop()]);
}
