import { uniqueAccount } from "@skylab/service/testing";
import type { V2Operations } from "../v2/operation.ts";
import { CreateApi } from "../v2/operations/CreateApi.ts";
import { CreateIntegration } from "../v2/operations/CreateIntegration.ts";
import { CreateRoute } from "../v2/operations/CreateRoute.ts";
import { functionUri } from "./function-uri.ts";
import type { TestApigateway } from "./use-apigateway.ts";

/** An API of an account of its own. */
export type TestApi = { readonly as: { readonly account: string }; readonly ApiId: string };

export const FUNCTION = "arn:aws:lambda:us-east-1:111122223333:function:orders";
export const INVOCATION = functionUri(FUNCTION);

/** A new HTTP API without any parts. */
export async function newHttpApi(
  { call }: TestApigateway,
  as: TestApi["as"] = { account: uniqueAccount() },
): Promise<TestApi> {
  const { ApiId = "" } = await call(CreateApi, { Name: "orders", ProtocolType: "HTTP" }, as);
  return { as, ApiId };
}

/** A new WebSocket API without any parts. */
export async function newWebSocketApi(
  { call }: TestApigateway,
  input: Partial<V2Operations["CreateApi"]["input"]> = {},
): Promise<TestApi> {
  const as = { account: uniqueAccount() };
  const RouteSelectionExpression = "$request.body.action";
  const chat = { Name: "chat", ProtocolType: "WEBSOCKET", RouteSelectionExpression } as const;
  const { ApiId = "" } = await call(CreateApi, { ...chat, ...input }, as);
  return { as, ApiId };
}

/** Adds an integration with a function; answers its id. */
export async function addFunction({ call }: TestApigateway, { ApiId, as }: TestApi): Promise<string> {
  const input = {
    ApiId,
    IntegrationType: "AWS_PROXY",
    IntegrationUri: INVOCATION,
    PayloadFormatVersion: "1.0",
  } as const;
  const { IntegrationId = "" } = await call(CreateIntegration, input, as);
  return IntegrationId;
}

/** Adds a route that leads to a function; answers its id. */
export async function addRoute(test: TestApigateway, api: TestApi, RouteKey: string): Promise<string> {
  const Target = `integrations/${await addFunction(test, api)}`;
  const { RouteId = "" } = await test.call(CreateRoute, { ApiId: api.ApiId, RouteKey, Target }, api.as);
  return RouteId;
}
