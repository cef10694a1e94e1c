// npm run bench: what a request costs, as ratios to a bare node:http server in the same run. Figures are printed, never asserted.
// npm run bench -- --engines: the distributed mode, on the engines at REDIS_URL and RABBITMQ_URL.
import { prepare } from "./prepare.mjs";
import { benchDistributed } from "./bench/distributed.mjs";
import { startBare, startSkylab } from "./bench/servers.mjs";
import { benchSqs } from "./bench/sqs.mjs";
import { printStart } from "./bench/report.mjs";

prepare();
if (process.argv.includes("--engines")) await benchDistributed();
else await benchEmbedded();

async function benchEmbedded() {
  const bare = await startBare();
  const skylab = await startSkylab();
  try {
    printStart(skylab);
    await benchSqs({ bare, skylab });
  } finally {
    await Promise.all([bare.stop(), skylab.stop()]);
  }
}
