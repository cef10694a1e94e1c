import type { Access } from "@skylab/service";
import { streamOfIterator } from "../domain/stream/shard-iterator.ts";
import type { StreamsOperations } from "../operation.ts";
import type { DynamoStore } from "../store/store.ts";
import { arnTarget } from "./targets.ts";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
export const streamsAccess: {
  readonly [Name in keyof StreamsOperations]: Access<StreamsOperations[Name]["input"], DynamoStore>;
} = {
  DescribeStream: {
    action: "dynamodb:DescribeStream",
    on: ({ StreamArn }, _call, store) => arnTarget(StreamArn, store),
  },
  GetRecords: {
    action: "dynamodb:GetRecords",
    on: ({ ShardIterator }, _call, store) => arnTarget(streamOfIterator(ShardIterator), store),
  },
  GetShardIterator: {
    action: "dynamodb:GetShardIterator",
    on: ({ StreamArn }, _call, store) => arnTarget(StreamArn, store),
  },
  ListStreams: { action: "dynamodb:ListStreams", on: () => ({ resource: "*" }) },
};
