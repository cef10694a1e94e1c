import { createLog } from "@skylab/service";
import { it } from "vitest";
import { describeHostile } from "../contract/hostile.ts";
import { describeRunner } from "../contract/runner.ts";
import type { Runner } from "../runner.ts";
import { readDockerFlags } from "./docker-flags.ts";
import { awsImageOf } from "./images.ts";
import { openContainerRunner } from "./open-container-runner.ts";
import { SOCKET, whyNoContainers } from "./testing/engine.ts";

const reason = await whyNoContainers("nodejs22.x");

const { log } = createLog("silent");

const open = (folder: string): Promise<Runner> =>
  openContainerRunner({
    socketPath: SOCKET,
    folder,
    imageOf: awsImageOf,
    network: "none",
    flags: readDockerFlags("-l skylab.test=1"),
    log,
  });

if (reason === undefined) {
  describeRunner("a runner of containers", open);
  describeHostile("a container", { hold: "container", open });
} else it.skip(`nothing was run in a container: ${reason}`);
