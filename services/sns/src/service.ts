import { loadModel } from "@skylab/protocol";
import type { Job, ServiceDefinition } from "@skylab/service";
import { access, accessDenied } from "./access.ts";
import { collectGarbage } from "./jobs/collect-garbage.ts";
import { openDestinations } from "./destinations/destinations.ts";
import { claims } from "./facts.ts";
import { deliver } from "./jobs/deliver.ts";
import { deliverInOrder } from "./jobs/deliver-in-order.ts";
import { replayArchives } from "./jobs/replay.ts";
import { fanOutPublications } from "./jobs/fan-out.ts";
import type { SnsOperations } from "./operation.ts";
import { snsOperations } from "./sns-operations.ts";
import type { SnsEngines } from "./store/engines.ts";
import { openStore, type SnsStore } from "./store/store.ts";
import { showCertificate } from "./web/certificate.ts";
import { snsRoutes } from "./web/developer-routes.ts";
import { wordViolations } from "./violations.ts";

/** Amazon SNS. */
export function sns(engines: SnsEngines): ServiceDefinition<SnsOperations, SnsStore> {
  const store = openStore(engines);
  const model = loadModel("sns");
  return {
    ...claims,
    model,
    operations: snsOperations,
    access,
    violationsError: wordViolations(model),
    accessDenied,
    engines: store,
    jobs: jobsOf(engines, store),
    beside: (exchange) => showCertificate(store.signing, exchange),
    control: snsRoutes(store),
    reset: store.reset,
  };
}

function jobsOf(engines: SnsEngines, store: SnsStore): readonly Job[] {
  const destinations = openDestinations(engines, store);
  const parts = { store, destinations, ids: engines.ids, log: engines.log };
  return [
    ...fanOutPublications(parts),
    ...deliver(parts),
    deliverInOrder(parts),
    replayArchives(parts),
    collectGarbage(store),
  ];
}
