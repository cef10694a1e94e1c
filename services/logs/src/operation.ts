import type * as sdk from "@aws-sdk/client-cloudwatch-logs";
import type { Handler, OperationTypes } from "@skylab/service";
import type { LogsStore } from "./store/store.ts";

/** The operations of CloudWatch Logs, their inputs and outputs. */
export type LogsOperations = OperationTypes<typeof sdk>;

/** One operation of CloudWatch Logs. */
export type Operation<Name extends keyof LogsOperations> = Handler<
  LogsOperations[Name]["input"],
  LogsOperations[Name]["output"],
  LogsStore
>;
