import type { ServiceDefinition } from "@skylab/service";
import { access } from "./access.ts";
import { wordDenial } from "./access/access-denied.ts";
import { hostIdOf } from "./domain/host-id.ts";
import { claims } from "./facts.ts";
import { collectGarbage } from "./jobs/collect-garbage.ts";
import { deliverNotifications } from "./jobs/deliver-notifications.ts";
import { endRestores } from "./jobs/end-restores.ts";
import { replicateObjects } from "./jobs/replicate-objects.ts";
import { runLifecycle } from "./jobs/run-lifecycle.ts";
import { sweepOccurrences } from "./jobs/sweep-occurrences.ts";
import type { S3Operations } from "./operation.ts";
import { s3Model } from "./s3-model.ts";
import { s3Operations } from "./s3-operations.ts";
import { wordViolations } from "./s3-violations.ts";
import type { S3Engines } from "./store/engines.ts";
import { openStore, type S3Store } from "./store/store.ts";
import { besideOperations } from "./web/beside.ts";
import { checkDocument } from "./web/check-document.ts";
import { originHeaders } from "./web/cors.ts";

/**
 * The largest document that there is reason to send: DeleteObjects of 1,000 keys of 1,024 bytes, each of them an `&amp;`,
 * with their versions. Parsing costs half a second a megabyte.
 */
const MAX_DOCUMENT_BYTES = 8 * 1024 ** 2;

/** S3. */
export function s3(engines: S3Engines): ServiceDefinition<S3Operations, S3Store> {
  const store = openStore(engines);
  const model = s3Model();
  return {
    ...claims,
    model,
    authFamily: "s3",
    operations: s3Operations,
    access,
    maxBodyBytes: MAX_DOCUMENT_BYTES,
    accessDenied: wordDenial,
    violationsError: wordViolations(model),
    hostIdOf,
    engines: store,
    beside: besideOperations(store),
    checkBody: checkDocument,
    originHeaders: originHeaders(store),
    jobs: [
      collectGarbage(store),
      sweepOccurrences(store),
      deliverNotifications(store, engines.log),
      replicateObjects(store, engines),
      runLifecycle(store, engines.ids),
      endRestores(store, engines.ids),
    ],
    reset: store.reset,
  };
}
