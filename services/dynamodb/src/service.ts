import { loadModel } from "@skylab/protocol";
import type { Job, ServiceClient, ServiceDefinition } from "@skylab/service";
import { dynamodbAccess } from "./access/dynamodb-access.ts";
import { expiredRoute } from "./control/expired-route.ts";
import { dynamodbOperations } from "./dynamodb-operations.ts";
import { wordViolations } from "./dynamodb-violations.ts";
import { claims } from "./facts.ts";
import { deleteDueItems } from "./jobs/delete-due-items.ts";
import { exportTables } from "./jobs/export-tables.ts";
import { importTables } from "./jobs/import-tables.ts";
import { fill } from "./jobs/fill.ts";
import { splitShards } from "./jobs/split-shards.ts";
import type { DynamoOperations, StreamsOperations } from "./operation.ts";
import { type DynamoEngines, type DynamoStore, storeOf } from "./store/store.ts";
import { streamsAccess } from "./access/streams-access.ts";
import { streamsOperations } from "./dynamodb-streams-operations.ts";
import { wordStreamViolations } from "./streams-violations.ts";

/** Amazon DynamoDB; `call` reaches S3, for exports and imports. */
export function dynamodb(
  engines: DynamoEngines & { readonly call: ServiceClient },
): ServiceDefinition<DynamoOperations, DynamoStore> {
  const store = storeOf(engines);
  const model = loadModel("dynamodb");
  const jobs: readonly Job[] = [
    fill(store),
    deleteDueItems(store),
    splitShards(store),
    exportTables(store, engines.call),
    importTables(store, engines.call),
  ];
  return {
    ...claims,
    model,
    operations: dynamodbOperations,
    access: dynamodbAccess,
    violationsError: wordViolations(model),
    engines: store,
    jobs,
    control: expiredRoute(store),
    reset: store.reset,
  };
}

/** Amazon DynamoDB Streams: it reads what DynamoDB writes. */
export function dynamodbStreams(engines: DynamoEngines): ServiceDefinition<StreamsOperations, DynamoStore> {
  const model = loadModel("dynamodb-streams");
  return {
    model,
    operations: streamsOperations,
    access: streamsAccess,
    violationsError: wordStreamViolations(model),
    engines: storeOf(engines),
    reset: () => Promise.resolve(),
  };
}
