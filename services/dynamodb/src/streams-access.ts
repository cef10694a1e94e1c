import { loadModel } from "@skylab/protocol";
import type { Access } from "@skylab/service";
import type { StreamsOperations } from "./operation.ts";
import type { DynamoStore } from "./store/store.ts";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
export const streamsAccess = Object.fromEntries(
  Object.keys(loadModel("dynamodb-streams").operations).map((name) => [
    name,
    { action: `dynamodb:${name}`, on: () => ({ resource: "*" }) },
  ]),
) as unknown as { readonly [Name in keyof StreamsOperations]: Access<StreamsOperations[Name]["input"], DynamoStore> }; // as: an entry is made for each operation of the model.
