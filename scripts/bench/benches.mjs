// The benches, each of one service.
import { benchAccess } from "./access.mjs";
import { benchApigateway } from "./apigateway.mjs";
import { benchDynamodbDistributed } from "./dynamodb-distributed.mjs";
import { benchDynamodb } from "./dynamodb.mjs";
import { benchLambda } from "./lambda.mjs";
import { printStart } from "./report.mjs";
import { benchS3 } from "./s3.mjs";
import { startBare, startSkylab } from "./servers.mjs";
import { benchSns } from "./sns.mjs";
import { benchSqsDistributed } from "./sqs-distributed.mjs";
import { benchSqs } from "./sqs.mjs";

const BENCHES = {
  sqs: { embedded: benchSqs, distributed: benchSqsDistributed },
  iam: { embedded: benchAccess },
  dynamodb: { embedded: benchDynamodb, distributed: benchDynamodbDistributed },
  s3: { embedded: benchS3 },
  sns: { embedded: benchSns },
  lambda: { embedded: benchLambda },
  apigateway: { embedded: benchApigateway },
};

const named = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const unknown = named.find((name) => !Object.hasOwn(BENCHES, name));
if (unknown !== undefined) {
  console.error(`There is a bench of ${Object.keys(BENCHES).join(" and ")}, and none of ${unknown}.`);
  process.exit(1);
}
const benches = (named.length === 0 ? Object.keys(BENCHES) : named).map((name) => BENCHES[name]);

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
