import type { IntegrationResponse } from "@aws-sdk/client-api-gateway";
import { uniqueAccount } from "@skylab/service/testing";
import type { RestOperations } from "../rest/operation.ts";
import { CreateDeployment } from "../rest/operations/CreateDeployment.ts";
import { CreateResource } from "../rest/operations/CreateResource.ts";
import { PutIntegration } from "../rest/operations/PutIntegration.ts";
import { PutIntegrationResponse } from "../rest/operations/PutIntegrationResponse.ts";
import { PutMethod } from "../rest/operations/PutMethod.ts";
import { PutMethodResponse } from "../rest/operations/PutMethodResponse.ts";
import { functionUri } from "./function-uri.ts";
import { newRestApi } from "./new-rest-api.ts";
import type { TestApigateway } from "./use-apigateway.ts";

type Input<Name extends keyof RestOperations> = RestOperations[Name]["input"];

/** A method of an API of a test. */
export type MethodToDeploy = {
  readonly method?: Partial<Input<"PutMethod">>;
  readonly integration: Omit<Input<"PutIntegration">, "restApiId" | "resourceId" | "httpMethod">;
  /** By their statuses. */
  readonly responses?: Readonly<Record<string, IntegrationResponse>>;
};

export type ApiToDeploy = {
  readonly api?: Partial<Input<"CreateRestApi">>;
  /** `GET /pets/{id}` */
  readonly methods: Readonly<Record<string, MethodToDeploy>>;
  readonly variables?: Readonly<Record<string, string>>;
  /** One of its own where it is absent. */
  readonly account?: string;
};

export type DeployedApi = {
  readonly id: string;
  readonly as: { readonly account: string };
  /** The ids of resources by their paths. */
  readonly resources: ReadonlyMap<string, string>;
  /** `/_aws/execute-api/ID/test` */
  readonly url: string;
};

/** The stage that APIs of tests are deployed to. */
export const STAGE = "test";

/** Makes a REST API, and deploys it. */
export async function deployedApi(
  test: TestApigateway,
  { account = uniqueAccount(), api, methods, variables }: ApiToDeploy,
): Promise<DeployedApi> {
  const { as, restApiId: id, rootId } = await newRestApi(test, { name: "test", ...api }, { account });
  const resources = new Map([["/", rootId]]);
  for (const [name, method] of Object.entries(methods)) {
    const [httpMethod = "", path = "/"] = name.split(" ", 2);
    const resourceId = await resourceOf(test, { id, as, resources }, path);
    const of = { restApiId: id, resourceId, httpMethod };
    const requestParameters = mappedFrom(method.integration);
    await test.call(PutMethod, { authorizationType: "NONE", requestParameters, ...method.method, ...of }, as);
    await test.call(PutIntegration, { ...method.integration, ...of }, as);
    for (const [statusCode, response] of Object.entries(method.responses ?? {})) {
      const named = Object.keys(response.responseParameters ?? {}).map((header) => [header, false] as const);
      await test.call(PutMethodResponse, { ...of, statusCode, responseParameters: Object.fromEntries(named) }, as);
      await test.call(PutIntegrationResponse, { ...response, ...of, statusCode }, as);
    }
  }
  const made = { id, as, resources, url: `/_aws/execute-api/${id}/${STAGE}` };
  await deploy(test, made, variables);
  return made;
}

/** Deploys an API as it is now. */
export async function deploy(
  test: TestApigateway,
  { as, id }: Pick<DeployedApi, "id" | "as">,
  variables?: Readonly<Record<string, string>>,
): Promise<void> {
  await test.call(CreateDeployment, { restApiId: id, stageName: STAGE, ...(variables && { variables }) }, as);
}

/** What mappings of an integration name, a method must have. */
function mappedFrom({ requestParameters = {} }: MethodToDeploy["integration"]): Record<string, boolean> {
  const named = Object.values(requestParameters).filter((name) => /^method\.request\.(?!body)/.test(name));
  return Object.fromEntries(named.map((name) => [name.replace(".multivalue", "."), false]));
}

type Growing = Pick<DeployedApi, "id" | "as"> & { readonly resources: Map<string, string> };

async function resourceOf(test: TestApigateway, api: Growing, path: string): Promise<string> {
  const known = api.resources.get(path);
  if (known !== undefined) return known;
  const end = path.lastIndexOf("/");
  const parentId = await resourceOf(test, api, path.slice(0, end) || "/");
  const made = { restApiId: api.id, parentId, pathPart: path.slice(end + 1) };
  const { id = "" } = await test.call(CreateResource, made, api.as);
  api.resources.set(path, id);
  return id;
}

/** The integration of a method whose answer says which one it is. */
export const mock = (text: string): MethodToDeploy => ({
  integration: { type: "MOCK", requestTemplates: { "application/json": '{"statusCode": 200}' } },
  responses: { "200": { responseTemplates: { "application/json": text } } },
});

/** The integration of a method that a function answers. */
export const functionProxy = (functionArn: string): MethodToDeploy => ({
  integration: { type: "AWS_PROXY", integrationHttpMethod: "POST", uri: functionUri(functionArn) },
});
