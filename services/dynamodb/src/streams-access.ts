import type { Access } from "@skylab/service";
import { streamOfIterator } from "./domain/shard-iterator.ts";
import type { StreamsOperations } from "./operation.ts";
import type { DynamoStore } from "./store/store.ts";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
export const streamsAccess: {
  readonly [Name in keyof StreamsOperations]: Access<StreamsOperations[Name]["input"], DynamoStore>;
} = {
  DescribeStream: { action: "dynamodb:DescribeStream", on: ({ StreamArn }) => ({ resource: StreamArn }) },
  GetRecords: {
    action: "dynamodb:GetRecords",
    on: ({ ShardIterator }) => ({ resource: streamOfIterator(ShardIterator) }),
  },
  GetShardIterator: { action: "dynamodb:GetShardIterator", on: ({ StreamArn }) => ({ resource: StreamArn }) },
  ListStreams: { action: "dynamodb:ListStreams", on: () => ({ resource: "*" }) },
};
