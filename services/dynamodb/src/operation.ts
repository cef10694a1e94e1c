import type * as dynamodb from "@aws-sdk/client-dynamodb";
import type * as streams from "@aws-sdk/client-dynamodb-streams";
import type { Handler, OperationTypes } from "@skylab/service";
import type { DynamoStore } from "./store/store.ts";

/** The operations of DynamoDB, their inputs and outputs. */
export type DynamoOperations = OperationTypes<typeof dynamodb>;

/** The operations of DynamoDB Streams, their inputs and outputs. */
export type StreamsOperations = OperationTypes<typeof streams>;

/** One operation of DynamoDB or its Streams: their names differ. */
export type Operation<Name extends keyof Operations> = Handler<
  Operations[Name]["input"],
  Operations[Name]["output"],
  DynamoStore
>;

/** What an operation answers. */
export type Output<Name extends keyof Operations> = Operations[Name]["output"];

type Operations = DynamoOperations & StreamsOperations;
