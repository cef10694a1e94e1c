import {
  type APIGatewayClient,
  CreateDeploymentCommand,
  type CreateDeploymentCommandInput,
  CreateResourceCommand,
  CreateRestApiCommand,
  type CreateRestApiCommandInput,
  DeleteMethodCommand,
  type IntegrationResponse,
  PutIntegrationCommand,
  type PutIntegrationCommandInput,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  type PutMethodCommandInput,
  PutMethodResponseCommand,
} from "@aws-sdk/client-api-gateway";
import { uniqueName } from "@skylab/testkit";
import { functionUri } from "./apigateway.ts";

type OfMethod = "restApiId" | "resourceId" | "httpMethod";

/** A method as a test says it. */
export type TestMethod = {
  readonly method?: Partial<PutMethodCommandInput>;
  readonly integration: Omit<PutIntegrationCommandInput, OfMethod>;
  /** By their statuses. */
  readonly responses?: Readonly<Record<string, IntegrationResponse>>;
};

export type TestRestApi = {
  readonly id: string;
  readonly client: APIGatewayClient;
  /** The ids of resources by their paths. */
  readonly resources: ReadonlyMap<string, string>;
  /** Adds a method: `GET /pets/{id}`. */
  readonly put: (name: string, method: TestMethod) => Promise<void>;
  /** Puts another method in the place of one that is there. */
  readonly replace: (name: string, method: TestMethod) => Promise<void>;
  /** Deploys it as it is now; resolves to the deployment's id. */
  readonly deploy: (stageName?: string, more?: Partial<CreateDeploymentCommandInput>) => Promise<string>;
};

/** Makes a REST API of these methods. */
export async function createRestApi(
  client: APIGatewayClient,
  methods: Readonly<Record<string, TestMethod>>,
  more: Partial<CreateRestApiCommandInput> = {},
): Promise<TestRestApi> {
  const made = await client.send(new CreateRestApiCommand({ name: uniqueName("api"), ...more }));
  const { id = "", rootResourceId = "" } = made;
  const resources = new Map([["/", rootResourceId]]);
  const api: Growing = { client, id, resources };
  for (const [name, method] of Object.entries(methods)) await putMethod(api, name, method);
  return {
    ...api,
    put: (name, method) => putMethod(api, name, method),
    replace: async (name, method) => {
      const [httpMethod = "", path = "/"] = name.split(" ", 2);
      const command = { restApiId: id, resourceId: resources.get(path), httpMethod };
      await client.send(new DeleteMethodCommand(command));
      await putMethod(api, name, method);
    },
    deploy: async (stageName, input = {}) => {
      const command = new CreateDeploymentCommand({ restApiId: id, stageName, ...input });
      return (await client.send(command)).id ?? "";
    },
  };
}

type Growing = {
  readonly client: APIGatewayClient;
  readonly id: string;
  readonly resources: Map<string, string>;
};

async function putMethod(api: Growing, name: string, { integration, method, responses }: TestMethod): Promise<void> {
  const [httpMethod = "", path = "/"] = name.split(" ", 2);
  const { client } = api;
  const of = { restApiId: api.id, resourceId: await resourceOf(api, path), httpMethod };
  await client.send(new PutMethodCommand({ authorizationType: "NONE", ...method, ...of }));
  await client.send(new PutIntegrationCommand({ ...integration, ...of }));
  for (const [statusCode, response] of Object.entries(responses ?? {})) {
    const named = Object.keys(response.responseParameters ?? {}).map((header) => [header, false] as const);
    const responseParameters = Object.fromEntries(named);
    await client.send(new PutMethodResponseCommand({ ...of, statusCode, responseParameters }));
    await client.send(new PutIntegrationResponseCommand({ ...response, ...of, statusCode }));
  }
}

async function resourceOf(api: Growing, path: string): Promise<string> {
  const known = api.resources.get(path);
  if (known !== undefined) return known;
  const end = path.lastIndexOf("/");
  const parentId = await resourceOf(api, path.slice(0, end) || "/");
  const command = new CreateResourceCommand({ restApiId: api.id, parentId, pathPart: path.slice(end + 1) });
  const { id = "" } = await api.client.send(command);
  api.resources.set(path, id);
  return id;
}

/** A method that answers what a template makes. */
export const mock = (template: string, more: Omit<TestMethod, "integration" | "responses"> = {}): TestMethod => ({
  ...more,
  integration: { type: "MOCK", requestTemplates: { "application/json": '{"statusCode": 200}' } },
  responses: { "200": { responseTemplates: { "application/json": template } } },
});

/** A method that a function answers. */
export const proxy = (functionArn: string, method: Partial<PutMethodCommandInput> = {}): TestMethod => ({
  method,
  integration: { type: "AWS_PROXY", integrationHttpMethod: "POST", uri: functionUri(functionArn) },
});
