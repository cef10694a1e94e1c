import { onFunction } from "./function-target.ts";
import type { AccessOf } from "./rules.ts";

type InvocationOperation = "Invoke" | "InvokeAsync" | "InvokeWithResponseStream";

/** What IAM decides by of invocations: whichever way a function is asked, it is the same permission. */
export const invocationAccess: AccessOf<InvocationOperation> = {
  Invoke: onFunction("InvokeFunction"),
  InvokeAsync: onFunction("InvokeAsync"),
  InvokeWithResponseStream: onFunction("InvokeFunction"),
};
