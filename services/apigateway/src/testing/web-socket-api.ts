import type { ServiceCall } from "@skylab/service";
import type { V2Operations } from "../v2/operation.ts";
import { CreateAuthorizer } from "../v2/operations/CreateAuthorizer.ts";
import { CreateDeployment } from "../v2/operations/CreateDeployment.ts";
import { CreateIntegration } from "../v2/operations/CreateIntegration.ts";
import { CreateIntegrationResponse } from "../v2/operations/CreateIntegrationResponse.ts";
import { CreateModel } from "../v2/operations/CreateModel.ts";
import { CreateRoute } from "../v2/operations/CreateRoute.ts";
import { CreateRouteResponse } from "../v2/operations/CreateRouteResponse.ts";
import { CreateStage } from "../v2/operations/CreateStage.ts";
import type { TestApigateway } from "./use-apigateway.ts";
import { INVOCATION, newWebSocketApi, type TestApi } from "./v2-api.ts";

type Input<Name extends keyof V2Operations> = V2Operations[Name]["input"];

/** A route of a WebSocket API of a test, and what is behind it: a function where it says nothing else. */
export type RouteToDeploy = {
  readonly route?: Partial<Input<"CreateRoute">>;
  readonly integration?: Partial<Input<"CreateIntegration">>;
  readonly responses?: readonly Partial<Input<"CreateIntegrationResponse">>[];
  readonly isTwoWay?: boolean;
};

export type WebSocketApiToDeploy = {
  readonly api?: Partial<Input<"CreateApi">>;
  readonly stage?: Partial<Input<"CreateStage">>;
  /** Schemas by their names. */
  readonly models?: Readonly<Record<string, string>>;
  /** Of `$connect`, a function: where it finds who asks. */
  readonly authorizer?: readonly string[];
  /** By their keys. */
  readonly routes: Readonly<Record<string, RouteToDeploy>>;
};

export type DeployedWebSocketApi = {
  readonly id: string;
  readonly as: { readonly account: string };
  /** `/_aws/execute-api/ID/test` */
  readonly path: string;
};

const STAGE = "test";

/** Makes a WebSocket API in an account of its own, and deploys it. */
export async function deployedWebSocketApi(
  test: TestApigateway,
  { api, authorizer, models = {}, routes, stage }: WebSocketApiToDeploy,
): Promise<DeployedWebSocketApi> {
  const { call } = test;
  const { ApiId, as } = await newWebSocketApi(test, api);
  for (const [Name, Schema] of Object.entries(models)) {
    await call(CreateModel, { ApiId, Name, Schema, ContentType: "application/json" }, as);
  }
  const authorized = authorizer && (await addAuthorizer(test, { ApiId, as }, authorizer));
  for (const [RouteKey, each] of Object.entries(routes)) {
    await addRoute(test, { ApiId, as }, { RouteKey, each, ...(RouteKey === "$connect" && { authorized }) });
  }
  const { DeploymentId } = await call(CreateDeployment, { ApiId }, as);
  await call(CreateStage, { ApiId, StageName: STAGE, DeploymentId, ...stage }, as);
  return { id: ApiId, as, path: `/_aws/execute-api/${ApiId}/${STAGE}` };
}

type Added = {
  readonly RouteKey: string;
  readonly each: RouteToDeploy;
  readonly authorized?: Partial<Input<"CreateRoute">> | undefined;
};

async function addRoute(
  { call }: TestApigateway,
  { ApiId, as }: TestApi,
  { RouteKey, authorized, each }: Added,
): Promise<void> {
  const byFunction = { IntegrationType: "AWS_PROXY", IntegrationUri: INVOCATION } as const;
  const { IntegrationId = "" } = await call(CreateIntegration, { ApiId, ...byFunction, ...each.integration }, as);
  for (const response of each.responses ?? []) {
    const keyed = { IntegrationResponseKey: "$default", ...response };
    await call(CreateIntegrationResponse, { ApiId, IntegrationId, ...keyed }, as);
  }
  const answers = each.isTwoWay === true ? { RouteResponseSelectionExpression: "$default" } : {};
  const route = { ApiId, RouteKey, Target: `integrations/${IntegrationId}`, ...answers, ...authorized, ...each.route };
  const { RouteId = "" } = await call(CreateRoute, route, as);
  if (each.isTwoWay === true) await call(CreateRouteResponse, { ApiId, RouteId, RouteResponseKey: "$default" }, as);
}

async function addAuthorizer(
  { call }: TestApigateway,
  { ApiId, as }: TestApi,
  sources: readonly string[],
): Promise<Partial<Input<"CreateRoute">>> {
  const IdentitySource = [...sources];
  const authorizer = { Name: "who", AuthorizerType: "REQUEST", AuthorizerUri: INVOCATION, IdentitySource } as const;
  const { AuthorizerId } = await call(CreateAuthorizer, { ApiId, ...authorizer }, as);
  return { AuthorizationType: "CUSTOM", AuthorizerId };
}

/** What a function was invoked with. */
export function eventOf({ input }: ServiceCall): Event {
  return JSON.parse(Buffer.from(input["Payload"] as Uint8Array).toString()) as Event; // as: what the function gets.
}

export type Event = Readonly<Record<string, unknown>> & {
  readonly body?: string;
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly requestContext: Readonly<Record<string, unknown>> & {
    readonly routeKey: string;
    readonly connectionId: string;
    readonly eventType: string;
  };
};

/** What Lambda answers of a function that returned a value. */
export const returned = (value: unknown): Readonly<Record<string, unknown>> => ({
  Payload: Buffer.from(JSON.stringify(value)),
});
