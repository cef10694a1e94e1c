import type { Method } from "@aws-sdk/client-api-gateway";
import type { Place } from "@skylab/aws";
import type { Reader } from "@skylab/records";
import { resourceRows } from "../../store/resources.ts";
import { changeRestApi } from "../../store/rest-apis.ts";
import type { ApigatewayStore } from "../../store/store.ts";
import { methodIn, type MethodName, resourceOf } from "./find-method.ts";

export type MethodAddress = MethodName & { readonly place: Place };

/** What a method is from now on, and what is answered of it. */
export type ChangedMethod<Answer> = { readonly method: Method; readonly answer: Answer };

/** Changes a method that is there, in its resource's row. `change` may run again: it must do nothing but read and decide. */
export const changeMethod = <Answer>(
  store: Pick<ApigatewayStore, "change">,
  { httpMethod, place, resourceId, restApiId }: MethodAddress,
  change: (method: Method, rows: Reader) => ChangedMethod<Answer> | Promise<ChangedMethod<Answer>>,
): Promise<Answer> =>
  changeRestApi(store, { place, apiId: restApiId }, async (rows) => {
    const resource = await resourceOf(rows, { restApiId, resourceId });
    const { answer, method } = await change(methodIn(resource, httpMethod), rows);
    const resourceMethods = { ...resource.resourceMethods, [httpMethod]: method };
    rows.put(resourceRows, { ...resource, resourceMethods }, restApiId, resourceId);
    return answer;
  });

/** A map without one of its entries; `undefined`: it was the last. */
export function without<Value>(
  map: Readonly<Record<string, Value>> | undefined,
  key: string,
): Record<string, Value> | undefined {
  const rest = Object.entries(map ?? {}).filter(([name]) => name !== key);
  return rest.length === 0 ? undefined : Object.fromEntries(rest);
}
