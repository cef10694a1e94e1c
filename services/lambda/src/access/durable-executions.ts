import { type AccessOf, notDecided } from "./rules.ts";

type DurableExecutionOperation =
  | "CheckpointDurableExecution"
  | "GetDurableExecution"
  | "GetDurableExecutionHistory"
  | "GetDurableExecutionState"
  | "ListDurableExecutionsByFunction"
  | "SendDurableExecutionCallbackFailure"
  | "SendDurableExecutionCallbackHeartbeat"
  | "SendDurableExecutionCallbackSuccess"
  | "StopDurableExecution";

/** Durable executions, which are not built. */
export const durableExecutionAccess: AccessOf<DurableExecutionOperation> = {
  CheckpointDurableExecution: notDecided("CheckpointDurableExecution"),
  GetDurableExecution: notDecided("GetDurableExecution"),
  GetDurableExecutionHistory: notDecided("GetDurableExecutionHistory"),
  GetDurableExecutionState: notDecided("GetDurableExecutionState"),
  ListDurableExecutionsByFunction: notDecided("ListDurableExecutionsByFunction"),
  SendDurableExecutionCallbackFailure: notDecided("SendDurableExecutionCallbackFailure"),
  SendDurableExecutionCallbackHeartbeat: notDecided("SendDurableExecutionCallbackHeartbeat"),
  SendDurableExecutionCallbackSuccess: notDecided("SendDurableExecutionCallbackSuccess"),
  StopDurableExecution: notDecided("StopDurableExecution"),
};
