import { onFunction } from "./function-target.ts";
import type { AccessOf } from "./rules.ts";

type EventInvokeConfigOperation =
  | "DeleteFunctionEventInvokeConfig"
  | "GetFunctionEventInvokeConfig"
  | "ListFunctionEventInvokeConfigs"
  | "PutFunctionEventInvokeConfig"
  | "UpdateFunctionEventInvokeConfig";

/** What IAM decides by of how asynchronous invocations end. */
export const eventInvokeConfigAccess: AccessOf<EventInvokeConfigOperation> = {
  DeleteFunctionEventInvokeConfig: onFunction("DeleteFunctionEventInvokeConfig"),
  GetFunctionEventInvokeConfig: onFunction("GetFunctionEventInvokeConfig"),
  ListFunctionEventInvokeConfigs: onFunction("ListFunctionEventInvokeConfigs"),
  PutFunctionEventInvokeConfig: onFunction("PutFunctionEventInvokeConfig"),
  UpdateFunctionEventInvokeConfig: onFunction("UpdateFunctionEventInvokeConfig"),
};
