import type * as sdk from "@aws-sdk/client-sqs";
import type { Handler, OperationTypes } from "@skylab/service";
import type { SqsStore } from "./store/store.ts";

/** The operations of SQS, their inputs and outputs. The SDK exports the base of its commands, `$Command`, too. */
export type SqsOperations = OperationTypes<typeof sdk>;

/** One operation of SQS. */
export type Operation<Name extends keyof SqsOperations> = Handler<
  SqsOperations[Name]["input"],
  SqsOperations[Name]["output"],
  SqsStore
>;
