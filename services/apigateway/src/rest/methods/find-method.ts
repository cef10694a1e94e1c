import type { Integration, IntegrationResponse, Method, MethodResponse } from "@aws-sdk/client-api-gateway";
import type { Reader } from "@skylab/records";
import { ownEntry } from "../../domain/own-entry.ts";
import { noSuchIntegration, noSuchMethod, noSuchResource, noSuchResponse } from "../../domain/rest/errors.ts";
import type { StoredResource } from "../../domain/rest/snapshot.ts";
import { resourceRows } from "../../store/resources.ts";

export type ResourceName = { readonly restApiId: string; readonly resourceId: string };

export type MethodName = ResourceName & { readonly httpMethod: string };

/** A resource; AWS says the same where there is no such API. */
export async function resourceOf(rows: Reader, { resourceId, restApiId }: ResourceName): Promise<StoredResource> {
  const resource = await rows.get(resourceRows, restApiId, resourceId);
  if (resource === undefined) throw noSuchResource();
  return resource;
}

export async function methodOf(rows: Reader, name: MethodName): Promise<Method> {
  return methodIn(await resourceOf(rows, name), name.httpMethod);
}

export function methodIn({ resourceMethods }: StoredResource, httpMethod: string): Method {
  const method = ownEntry(resourceMethods, httpMethod);
  if (method === undefined) throw noSuchMethod();
  return method;
}

export function integrationIn({ methodIntegration }: Method): Integration {
  if (methodIntegration === undefined) throw noSuchIntegration();
  return methodIntegration;
}

export function methodResponseIn({ methodResponses }: Method, statusCode: string): MethodResponse {
  const response = ownEntry(methodResponses, statusCode);
  if (response === undefined) throw noSuchResponse();
  return response;
}

export function integrationResponseIn(method: Method, statusCode: string): IntegrationResponse {
  const response = ownEntry(integrationIn(method).integrationResponses, statusCode);
  if (response === undefined) throw noSuchResponse();
  return response;
}
