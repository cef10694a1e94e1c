import { AwsError } from "@skylab/aws";
import { newTrace, traceOfRecords } from "../domain/invocations/trace.ts";
import type { StoredMapping } from "../domain/mappings/mapping.ts";
import { findFunction } from "../find-function.ts";
import { runFunction } from "../invocations/run-function.ts";
import type { LambdaStore } from "../store/store.ts";

/** What came of handing a batch to a mapping's function. */
export type InvokeOutcome = Ran | NotRun;

export type Ran = {
  readonly ran: true;
  readonly requestId: string;
  readonly version: string;
  readonly payload: Uint8Array;
  /** Absent where it returned. */
  readonly functionError: string | undefined;
};

export type NotRun = {
  readonly ran: false;
  readonly error: unknown;
  readonly isThrottled: boolean;
};

/** Runs a mapping's function with an event. Never rejects. */
export async function invoke(mapping: StoredMapping, event: object, store: LambdaStore): Promise<InvokeOutcome> {
  const { clock, ids } = store;
  const requestId = ids.uuid();
  try {
    const found = await findFunction({ name: mapping.functionArn }, mapping.place, store);
    const payload = Buffer.from(JSON.stringify(event));
    const traceId = traceOfRecords(event) ?? newTrace(clock, ids);
    const { end, payload: returned } = await runFunction({ found, payload, requestId, traceId }, store);
    const { Version: version } = found.version.configuration;
    return { ran: true, requestId, version, payload: returned, functionError: end.functionError };
  } catch (error) {
    return { ran: false, error, isThrottled: error instanceof AwsError && error.code === "TooManyRequestsException" };
  }
}
