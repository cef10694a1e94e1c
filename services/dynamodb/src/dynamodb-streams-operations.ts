import type { ServiceDefinition } from "@skylab/service";
import type { StreamsOperations } from "./operation.ts";
import { DescribeStream } from "./operations/DescribeStream.ts";
import { GetRecords } from "./operations/GetRecords.ts";
import { GetShardIterator } from "./operations/GetShardIterator.ts";
import { ListStreams } from "./operations/ListStreams.ts";
import type { DynamoStore } from "./store/store.ts";

/** Every operation of DynamoDB Streams. */
export const streamsOperations: ServiceDefinition<StreamsOperations, DynamoStore>["operations"] = {
  DescribeStream,
  GetRecords,
  GetShardIterator,
  ListStreams,
};
