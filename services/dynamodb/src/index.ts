export { dynamodb, dynamodbStreams } from "./service.ts";
export type { DynamoEngines } from "./store/store.ts";
