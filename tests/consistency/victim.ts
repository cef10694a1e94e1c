import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";

/** A Skylab, in either mode, that is killed under load and started again on the data that it has. */
export type Victim = {
  /** Calls whatever replica is up, another one each time. */
  readonly client: () => DynamoDBClient;
  readonly streams: () => DynamoDBStreamsClient;
  /** SIGKILLs; each resolves when what it killed is back. */
  readonly blows: readonly Blow[];
  /** Resolves when there is something to call. */
  readonly isBack: () => Promise<void>;
  /** Until when a request that was lost just now may take effect, in milliseconds of `performance.now()`. */
  readonly lostUntil: () => number;
  readonly remove: () => Promise<void>;
};

export type Blow = () => Promise<void>;
