import type { Clock } from "@skylab/aws";
import type { Call, Caller } from "../service-definition.ts";
import { testCall } from "./call.ts";

/** Calls an operation as root of an account where nothing else is said; each test takes an account of its own. */
export type CallOperation<Store> = <Input, Output>(
  operation: (input: Input, call: Call, store: Store) => Promise<Output>,
  input: Input,
  as?: Partial<Caller>,
) => Promise<Output>;

/** A way to call operations on a store as clients do. */
export const operationCaller =
  <Store>(store: Store, clock: Clock): CallOperation<Store> =>
  (operation, input, as) =>
    operation(input, testCall({ clock, ...(as && { as }) }), store);
