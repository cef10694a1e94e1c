import { once } from "node:events";
import type { Job } from "@skylab/service";
import type { ApiLogs } from "./api-logs.ts";

/** Delivers what waits when the process ends. Requests that are answered after that are not told. */
export const deliverAtEnd = (logs: Pick<ApiLogs, "close">): Job => ({
  name: "logs of APIs",
  everyMs: 0,
  run: async (_clock, signal) => {
    if (!signal.aborted) await once(signal, "abort");
    await logs.close();
  },
});
