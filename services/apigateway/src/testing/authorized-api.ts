import type { CreateAuthorizerRequest } from "@aws-sdk/client-api-gateway";
import { CreateAuthorizer } from "../rest/operations/CreateAuthorizer.ts";
import { UpdateMethod } from "../rest/operations/UpdateMethod.ts";
import { deploy, type DeployedApi, deployedApi, mock } from "./deployed-api.ts";
import { functionUri } from "./function-uri.ts";
import type { TestApigateway } from "./use-apigateway.ts";

export const AUTHORIZER = "arn:aws:lambda:us-east-1:111122223333:function:authorizer";

type Authorizer = Omit<Partial<CreateAuthorizerRequest>, "restApiId" | "name">;

export type AuthorizedApi = {
  readonly api?: Parameters<typeof deployedApi>[1]["api"];
  readonly authorizer: Authorizer;
  readonly scopes?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  /** What the method answers: a template. */
  readonly answers?: string;
};

/** A REST API whose `GET /pets/{id}` has an authorizer. */
export async function authorizedApi(
  test: TestApigateway,
  { answers = "$context.authorizer.principalId", api, authorizer, scopes = [], variables }: AuthorizedApi,
): Promise<DeployedApi & { readonly authorizerId: string }> {
  const made = await deployedApi(test, { ...(api && { api }), methods: { "GET /pets/{id}": mock(answers) } });
  const uri = functionUri(AUTHORIZER);
  const token = { authorizerUri: uri, identitySource: "method.request.header.Auth" };
  const { type = "TOKEN" } = authorizer;
  const input = { restApiId: made.id, name: "authorizer", ...token, ...authorizer, type };
  const { id: authorizerId = "" } = await test.call(CreateAuthorizer, input, made.as);
  const authorizationType = type === "COGNITO_USER_POOLS" ? type : "CUSTOM";
  const patchOperations = [
    { op: "replace", path: "/authorizationType", value: authorizationType } as const,
    { op: "replace", path: "/authorizerId", value: authorizerId } as const,
    ...scopes.map((value) => ({ op: "add", path: "/authorizationScopes", value }) as const),
  ];
  const resourceId = made.resources.get("/pets/{id}") ?? "";
  await test.call(UpdateMethod, { restApiId: made.id, resourceId, httpMethod: "GET", patchOperations }, made.as);
  await deploy(test, made, variables);
  return { ...made, authorizerId };
}
