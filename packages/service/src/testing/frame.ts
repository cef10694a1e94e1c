import { type Clock, randomIds } from "@skylab/aws";
import { pino } from "pino";
import type { Frame } from "../frame.ts";
import { createMetrics } from "../metrics.ts";

/** What services that a test makes stand on: everybody is root of an account, and nothing is logged. */
export const testFrame = (clock: Clock): Frame => ({
  clock,
  ids: randomIds,
  log: pino({ level: "silent" }),
  metrics: createMetrics(),
  region: "us-east-1",
  quotas: "off",
  auth: { mode: "open", rootKey: { accessKeyId: "test", secretAccessKey: "test" } },
});
