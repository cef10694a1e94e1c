import type { Caller } from "@skylab/service";
import { CreateDeployment } from "../rest/operations/CreateDeployment.ts";
import { CreateRestApi } from "../rest/operations/CreateRestApi.ts";
import { PutIntegration } from "../rest/operations/PutIntegration.ts";
import { PutMethod } from "../rest/operations/PutMethod.ts";
import type { TestApigateway } from "./use-apigateway.ts";

export type DeployableApi = { readonly restApiId: string; readonly rootResourceId: string };

/** A REST API with a MOCK method at its root, as an account makes one. */
export async function deployableApi({ call }: TestApigateway, as?: Partial<Caller>): Promise<DeployableApi> {
  const { id: restApiId = "", rootResourceId = "" } = await call(CreateRestApi, { name: "pets" }, as);
  const method = { restApiId, resourceId: rootResourceId, httpMethod: "GET" };
  await call(PutMethod, { ...method, authorizationType: "NONE" }, as);
  await call(PutIntegration, { ...method, type: "MOCK" }, as);
  return { restApiId, rootResourceId };
}

/** Deploys an API, to a stage where one is named; resolves to the deployment's id. */
export async function deploy({ call }: TestApigateway, restApiId: string, stageName?: string): Promise<string> {
  const { id = "" } = await call(CreateDeployment, { restApiId, stageName });
  return id;
}
