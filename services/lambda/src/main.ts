import { openEngines } from "@skylab/engines";
import { leasesOf } from "@skylab/records";
import { hostAddresses, remoteHost } from "@skylab/sandbox/remote";
import { createService, runContainer } from "@skylab/service";
import { settings } from "./facts.ts";
import { lambda } from "./index.ts";

await runContainer({ services: ["lambda"], settings }, process.env, async (start) => {
  const { clock, ids, internal, log } = start;
  const { records, queues, blobs, identities } = await openEngines(start, "queues", "blobs");
  const call = await start.calls();
  const host = remoteHost({ hosts: hostAddresses(internal.hosts), secret: internal.secret, log });
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
        hotReloadFolders: start.own.SKYLAB_LAMBDA_HOT_RELOAD ?? [],
        becomeSole: leasesOf(records),
        log,
      };
      return [createService(lambda(engines), frame)];
    },
  };
});
