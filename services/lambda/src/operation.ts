import type * as sdk from "@aws-sdk/client-lambda";
import type { Handler, OperationTypes } from "@skylab/service";
import type { LambdaStore } from "./store/store.ts";

/** The operations of Lambda, their inputs and outputs. */
export type LambdaOperations = OperationTypes<typeof sdk>;

/** One operation of Lambda. */
export type Operation<Name extends keyof LambdaOperations> = Handler<
  LambdaOperations[Name]["input"],
  LambdaOperations[Name]["output"],
  LambdaStore
>;

/** What an operation answers. */
export type Output<Name extends keyof LambdaOperations> = LambdaOperations[Name]["output"];
