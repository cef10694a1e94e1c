import { onFunction } from "./function-target.ts";
import type { AccessOf } from "./rules.ts";

type InvocationOperation = "Invoke" | "InvokeAsync" | "InvokeWithResponseStream";

/** What IAM decides by of invocations: one permission whether the answer comes as a stream, and another for the old way. */
export const invocationAccess: AccessOf<InvocationOperation> = {
  Invoke: onFunction("InvokeFunction"),
  InvokeAsync: onFunction("InvokeAsync"),
  InvokeWithResponseStream: onFunction("InvokeFunction"),
};
