import type * as sdk from "@aws-sdk/client-sns";
import type { Handler, OperationTypes } from "@skylab/service";
import type { SnsStore } from "./store/store.ts";

/** The operations of SNS, their inputs and outputs. */
export type SnsOperations = OperationTypes<typeof sdk>;

/** One operation of SNS. */
export type Operation<Name extends keyof SnsOperations> = Handler<
  SnsOperations[Name]["input"],
  SnsOperations[Name]["output"],
  SnsStore
>;
