import type { Call } from "@skylab/service";
import { apiIdTaken, withNewApiId } from "../../claim-api-id.ts";
import type { ProtocolType } from "@aws-sdk/client-apigatewayv2";
import type { StoredV2Stage, V2Snapshot } from "../../domain/v2/snapshot.ts";
import type { ApigatewayStore } from "../../store/store.ts";
import { apiRows, holdV2Api, writeV2Api } from "../../store/v2-apis.ts";
import { v2StageRows } from "../../store/v2-stages.ts";
import { deployOfItself } from "./deploy.ts";

/** An API as it is made, with the stages that it begins with. */
export type CreatedApi = { readonly api: V2Snapshot; readonly stages: readonly StoredV2Stage[] };

export type ApiCreation = {
  readonly call: Call;
  readonly kind: ProtocolType;
  /** One of them may choose the API's id. */
  readonly tags: Readonly<Record<string, string>> | undefined;
};

/**
 * Makes an API under an id that no other has.
 * @param make pure: the API by its id
 */
export function createApi(
  store: ApigatewayStore,
  { call, kind, tags }: ApiCreation,
  make: (apiId: string) => CreatedApi,
): Promise<V2Snapshot> {
  const { place } = call;
  return withNewApiId(store, { place, kind, tags, table: apiRows }, async (apiId) => {
    const { api, stages } = make(apiId);
    return await store.change(place, async (rows) => {
      if ((await rows.get(apiRows, apiId)) !== undefined) throw apiIdTaken(apiId);
      await holdV2Api(rows, apiId);
      writeV2Api(rows, undefined, api);
      for (const stage of stages) rows.put(v2StageRows, stage, apiId, stage.StageName);
      await deployOfItself(rows, api, { call, stages });
      return api;
    });
  });
}
