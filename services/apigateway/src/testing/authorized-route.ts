import { CreateAuthorizer } from "../v2/operations/CreateAuthorizer.ts";
import { CreateIntegration } from "../v2/operations/CreateIntegration.ts";
import { CreateRoute } from "../v2/operations/CreateRoute.ts";
import { CreateStage } from "../v2/operations/CreateStage.ts";
import type { Answered, Asked, TestFront } from "./use-front.ts";
import { newHttpApi, type TestApi } from "./v2-api.ts";

type Authorizer = Omit<Parameters<typeof CreateAuthorizer>[0], "ApiId" | "Name">;

/** A route of an HTTP API, and who is asked whether somebody may. */
export type RouteToAuthorize = {
  readonly authorizer?: Authorizer;
  readonly route?: Omit<Partial<Parameters<typeof CreateRoute>[0]>, "ApiId">;
};

export type AuthorizedRoute = TestApi & {
  readonly authorizerId: string;
  readonly ask: (path: string, asked?: Asked) => Promise<Answered>;
};

/** The function that the route leads to. */
export const BEHIND = "arn:aws:lambda:us-east-1:111122223333:function:behind";

/** An HTTP API whose `GET /pets/{id}` has an authorizer. */
export async function authorizedRoute(
  test: TestFront,
  { authorizer, route }: RouteToAuthorize,
): Promise<AuthorizedRoute> {
  const api = await newHttpApi(test);
  const { ApiId, as } = api;
  const of = { ApiId, Name: "authorizer" };
  const made = authorizer && (await test.call(CreateAuthorizer, { ...authorizer, ...of }, as));
  const authorizerId = made?.AuthorizerId ?? "";
  const integration = { IntegrationType: "AWS_PROXY", IntegrationUri: BEHIND, PayloadFormatVersion: "2.0" } as const;
  const { IntegrationId } = await test.call(CreateIntegration, { ApiId, ...integration }, as);
  const asks = {
    AuthorizationType: authorizer?.AuthorizerType === "JWT" ? "JWT" : "CUSTOM",
    ...(authorizer && { AuthorizerId: authorizerId }),
  } as const;
  const Target = `integrations/${IntegrationId}`;
  await test.call(CreateRoute, { RouteKey: "GET /pets/{id}", Target, ...asks, ...route, ApiId }, as);
  const StageVariables = { env: "dev" };
  await test.call(CreateStage, { ApiId, StageName: "$default", AutoDeploy: true, StageVariables }, as);
  const host = `${ApiId}.execute-api.us-east-1.amazonaws.com`;
  return { ...api, authorizerId, ask: (path, asked) => test.ask(path, { host, ...asked }) };
}
