// npm run bench: what a request costs, as ratios to a bare node:http server in the same run. Figures are printed, never asserted.
// npm run bench -- --engines: the distributed mode, on the engines at REDIS_URL and RABBITMQ_URL.
// npm run bench -- dynamodb: one service only.
import { prepare } from "./prepare.mjs";
import { benchAccess } from "./bench/access.mjs";
import { benchDynamodbDistributed } from "./bench/dynamodb-distributed.mjs";
import { benchDynamodb } from "./bench/dynamodb.mjs";
import { printStart } from "./bench/report.mjs";
import { benchS3 } from "./bench/s3.mjs";
import { startBare, startSkylab } from "./bench/servers.mjs";
import { benchSqsDistributed } from "./bench/sqs-distributed.mjs";
import { benchSqs } from "./bench/sqs.mjs";

const BENCHES = {
  sqs: { embedded: benchSqs, distributed: benchSqsDistributed },
  iam: { embedded: benchAccess },
  dynamodb: { embedded: benchDynamodb, distributed: benchDynamodbDistributed },
  s3: { embedded: benchS3 },
};

const named = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const unknown = named.find((name) => !Object.hasOwn(BENCHES, name));
if (unknown !== undefined) {
  console.error(`There is a bench of ${Object.keys(BENCHES).join(" and ")}, and none of ${unknown}.`);
  process.exit(1);
}
const benches = (named.length === 0 ? Object.keys(BENCHES) : named).map((name) => BENCHES[name]);

prepare();
for (const { embedded, distributed } of benches) {
  if (process.argv.includes("--engines")) await distributed?.();
  else await benchEmbedded(embedded);
}

/** Each on a Skylab of its own. */
async function benchEmbedded(bench) {
  const bare = await startBare();
  const skylab = await startSkylab();
  try {
    printStart(skylab);
    await bench({ bare, skylab });
  } finally {
    await Promise.all([bare.stop(), skylab.stop()]);
  }
}
