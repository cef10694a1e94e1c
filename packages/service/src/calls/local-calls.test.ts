import { movableClock, randomIds } from "@skylab/aws";
import { pino } from "pino";
import type { Frame } from "../frame.ts";
import { createMetrics } from "../metrics.ts";
import { createService } from "../request/create-service.ts";
import { describeCalls } from "../testing/contract/describe-calls.ts";
import type { LogLine } from "../testing/example.ts";
import { localCalls } from "./local-calls.ts";

describeCalls("in a process", async (definition) => {
  const lines: LogLine[] = [];
  const frame: Frame = {
    clock: movableClock(),
    ids: randomIds,
    log: pino({ base: null }, { write: (line: string) => void lines.push(JSON.parse(line)) }),
    metrics: createMetrics(),
    region: "us-east-1",
    quotas: "off",
    auth: { mode: "enforce", rootKey: { accessKeyId: "k", secretAccessKey: "s" } },
  };
  const { call, reach } = localCalls();
  reach([createService(definition, frame)]);
  return { call, lines };
});
