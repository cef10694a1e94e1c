import type { Place } from "@skylab/aws";
import type { Reader, Transaction } from "@skylab/records";
import type { Call } from "@skylab/service";
import { noSuchApi } from "../../domain/v2/errors.ts";
import type { StoredApi, StoredV2Stage, V2Snapshot } from "../../domain/v2/snapshot.ts";
import { listAll } from "../../store/list-all.ts";
import type { ApigatewayStore } from "../../store/store.ts";
import { apiRows, holdV2Api, readV2Api, writeV2Api } from "../../store/v2-apis.ts";
import { v2StageRows } from "../../store/v2-stages.ts";
import { deployOfItself, forgetOldDeployments } from "./deploy.ts";

/** An HTTP or WebSocket API of a place, or AWS's refusal. */
export async function requireApi(rows: Reader, { account }: Place, apiId: string): Promise<StoredApi> {
  const api = await rows.get(apiRows, apiId);
  if (api === undefined) throw noSuchApi(account, apiId);
  return api;
}

/** An API that is held, with its parts and stages, in one consistent view. */
export type HeldApi = { readonly of: V2Snapshot; readonly stages: readonly StoredV2Stage[] };

/** Reads an API and writes what comes of it as one; the body may run again. */
export function withHeldApi<Result>(
  store: ApigatewayStore,
  { apiId, call }: ApiCall,
  body: (rows: Transaction, held: HeldApi) => Promise<Result>,
): Promise<Result> {
  return store.change(call.place, async (rows) => {
    const api = await requireApi(rows, call.place, apiId);
    await holdV2Api(rows, apiId);
    const of = await readV2Api(rows, api);
    return body(rows, { of, stages: await listAll(rows, v2StageRows, apiId) });
  });
}

/** Who changes which API. */
export type ApiCall = { readonly apiId: string; readonly call: Call };

/**
 * Changes an API or parts of it, and deploys it where stages do so of themselves.
 * @param change pure: the API as it is to be, from the API as it is
 */
export function changeApi<Changed extends { readonly api: V2Snapshot }>(
  store: ApigatewayStore,
  at: ApiCall,
  change: (of: V2Snapshot) => Changed,
): Promise<Changed> {
  return withHeldApi(store, at, async (rows, { of, stages }) => {
    const changed = change(of);
    writeV2Api(rows, of, changed.api);
    const deployed = await deployOfItself(rows, changed.api, { call: at.call, stages });
    if (deployed.length > 0) {
      const others = stages.filter(({ AutoDeploy }) => AutoDeploy !== true);
      const now = at.call.clock.now();
      await forgetOldDeployments(rows, at.apiId, { stages: [...others, ...deployed], now });
    }
    return changed;
  });
}
