import type { Method } from "@aws-sdk/client-api-gateway";
import type { Ids } from "@skylab/aws";
import type { Table, Transaction } from "@skylab/records";
import { newId, PART_ID_LENGTH } from "../../domain/new-id.ts";
import type { StoredResource } from "../../domain/rest/snapshot.ts";
import { authorizerRows } from "../../store/authorizers.ts";
import { documentationPartRows } from "../../store/documentation.ts";
import { gatewayResponseRows } from "../../store/gateway-responses.ts";
import { listAll } from "../../store/list-all.ts";
import { modelRows } from "../../store/models.ts";
import { requestValidatorRows } from "../../store/request-validators.ts";
import { resourceRows } from "../../store/resources.ts";
import { holdRestApi } from "../../store/rest-apis.ts";

export type Cloning = { readonly from: string; readonly to: string; readonly ids: Ids };

/**
 * Copies what an API is made of to another one, under ids of its own.
 * @returns the id of the root resource
 */
export async function cloneParts(rows: Transaction, { from, ids, to }: Cloning): Promise<string> {
  await holdRestApi(rows, from);
  for (const model of await listAll(rows, modelRows, from)) {
    rows.put(modelRows, { ...model, id: newId(ids, PART_ID_LENGTH) }, to, model.name);
  }
  for (const response of await listAll(rows, gatewayResponseRows, from)) {
    rows.put(gatewayResponseRows, response, to, response.responseType);
  }
  await cloneRows(rows, documentationPartRows, { from, ids, to });
  const validators = await cloneRows(rows, requestValidatorRows, { from, ids, to });
  const authorizers = await cloneRows(rows, authorizerRows, { from, ids, to });
  const resources = await listAll(rows, resourceRows, from);
  const resourceIds = new Map(resources.map(({ id }) => [id, newId(ids, PART_ID_LENGTH)]));
  const renamed = { resources: resourceIds, validators, authorizers };
  const clones = resources.map((resource) => cloneResource(resource, renamed));
  for (const clone of clones) rows.put(resourceRows, clone, to, clone.id);
  return clones.find(({ path }) => path === "/")?.id ?? "";
}

/** Copies rows that have ids; tells which id became which. */
async function cloneRows<Row extends { readonly id: string }>(
  rows: Transaction,
  table: Table<Row>,
  { from, ids, to }: Cloning,
): Promise<Renamed> {
  const renamed = new Map<string, string>();
  for (const row of await listAll(rows, table, from)) {
    const id = newId(ids, PART_ID_LENGTH);
    renamed.set(row.id, id);
    rows.put(table, { ...row, id }, to, id);
  }
  return renamed;
}

type Renamed = ReadonlyMap<string, string>;

type AllRenamed = { readonly resources: Renamed; readonly validators: Renamed; readonly authorizers: Renamed };

function cloneResource(resource: StoredResource, renamed: AllRenamed): StoredResource {
  const { resourceMethods, parentId } = resource;
  const methods = Object.entries(resourceMethods ?? {}).map(([name, method]) => [name, cloneMethod(method, renamed)]);
  const parent = renamed.resources.get(parentId ?? "");
  return {
    ...resource,
    id: renamed.resources.get(resource.id) ?? resource.id,
    ...(parent !== undefined && { parentId: parent }),
    ...(resourceMethods && { resourceMethods: Object.fromEntries(methods) }),
  };
}

function cloneMethod(method: Method, { authorizers, resources, validators }: AllRenamed): Method {
  const { authorizerId, methodIntegration, requestValidatorId } = method;
  const namespace = methodIntegration?.cacheNamespace;
  return {
    ...method,
    ...(authorizerId && { authorizerId: authorizers.get(authorizerId) }),
    ...(requestValidatorId && { requestValidatorId: validators.get(requestValidatorId) }),
    ...(methodIntegration && {
      methodIntegration: { ...methodIntegration, cacheNamespace: resources.get(namespace ?? "") ?? namespace },
    }),
  };
}
