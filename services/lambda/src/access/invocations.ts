import { type AccessOf, notDecided } from "./rules.ts";

type InvocationOperation = "Invoke" | "InvokeAsync" | "InvokeWithResponseStream";

/** What IAM decides by of invocations. */
export const invocationAccess: AccessOf<InvocationOperation> = {
  Invoke: notDecided("Invoke"),
  InvokeAsync: notDecided("InvokeAsync"),
  InvokeWithResponseStream: notDecided("InvokeWithResponseStream"),
};
