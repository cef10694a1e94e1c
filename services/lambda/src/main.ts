import { openEngines } from "@skylab/engines";
import { leasesOf } from "@skylab/records";
import { remoteHost } from "@skylab/sandbox/remote";
import { createService, runContainer } from "@skylab/service";
import { hostsOf } from "@skylab/service/remote";
import { lambda } from "./index.ts";

/** The container that runs functions. */
const HOST = "gateway";

await runContainer({ services: ["lambda"], settings: {} }, process.env, async (start) => {
  const { clock, ids, internal, log } = start;
  const { records, queues, blobs, identities } = await openEngines(start, "queues", "blobs");
  const call = await start.calls();
  const host = remoteHost({ hosts: hostsOf(HOST, internal.hosts), secret: internal.secret, log });
  start.closing(host.close);
  return {
    records,
    identities,
    services: (frame) => {
      const engines = {
        records,
        queues,
        blobs,
        clock,
        ids,
        host,
        call,
        auth: frame.auth.mode,
        becomeSole: leasesOf(records),
        log,
      };
      return [createService(lambda(engines), frame)];
    },
  };
});
