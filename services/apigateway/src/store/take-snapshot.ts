import type { Transaction } from "@skylab/records";
import type { RestSnapshot, StoredRestApi } from "../domain/rest/snapshot.ts";
import { authorizerRows } from "./authorizers.ts";
import { gatewayResponseRows } from "./gateway-responses.ts";
import { listAll } from "./list-all.ts";
import { modelRows } from "./models.ts";
import { requestValidatorRows } from "./request-validators.ts";
import { resourceRows } from "./resources.ts";
import { holdRestApi } from "./rest-apis.ts";

/** A REST API as it is at one moment: nothing of it changes between the transaction's reads and its commit. */
export async function takeSnapshot(rows: Transaction, api: StoredRestApi): Promise<RestSnapshot> {
  await holdRestApi(rows, api.id);
  return {
    api,
    resources: await listAll(rows, resourceRows, api.id),
    models: await listAll(rows, modelRows, api.id),
    requestValidators: await listAll(rows, requestValidatorRows, api.id),
    authorizers: await listAll(rows, authorizerRows, api.id),
    gatewayResponses: await listAll(rows, gatewayResponseRows, api.id),
  };
}
