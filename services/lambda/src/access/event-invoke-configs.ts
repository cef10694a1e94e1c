import { type AccessOf, notDecided } from "./rules.ts";

type EventInvokeConfigOperation =
  | "DeleteFunctionEventInvokeConfig"
  | "GetFunctionEventInvokeConfig"
  | "ListFunctionEventInvokeConfigs"
  | "PutFunctionEventInvokeConfig"
  | "UpdateFunctionEventInvokeConfig";

/** What IAM decides by of how asynchronous invocations end. */
export const eventInvokeConfigAccess: AccessOf<EventInvokeConfigOperation> = {
  DeleteFunctionEventInvokeConfig: notDecided("DeleteFunctionEventInvokeConfig"),
  GetFunctionEventInvokeConfig: notDecided("GetFunctionEventInvokeConfig"),
  ListFunctionEventInvokeConfigs: notDecided("ListFunctionEventInvokeConfigs"),
  PutFunctionEventInvokeConfig: notDecided("PutFunctionEventInvokeConfig"),
  UpdateFunctionEventInvokeConfig: notDecided("UpdateFunctionEventInvokeConfig"),
};
