import type { CreateApiRequest } from "@aws-sdk/client-apigatewayv2";
import type { Ids } from "@skylab/aws";
import { badRequest } from "../errors.ts";
import { newId } from "../new-id.ts";
import { withIntegration, withUpdatedIntegration } from "./integration.ts";
import { checkRouteKey } from "./route-key.ts";
import { ROUTE_ID_LENGTH, withRoute } from "./route.ts";
import type { StoredV2Stage, V2Snapshot } from "./snapshot.ts";
import { newV2Stage } from "./stage.ts";

/** What makes an HTTP API whole at once: a route to a target, on a stage that deploys of itself. */
export type QuickCreate = Pick<CreateApiRequest, "CredentialsArn" | "RouteKey" | "Target">;

/** What API Gateway makes of itself, it manages. */
const MANAGED = { ApiGatewayManaged: true } as const;

/**
 * An API with a route, its integration and a stage, as a quick create asks for them; else the API as it is.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop.html#http-api-examples
 */
export function quickCreated(
  api: V2Snapshot,
  { CredentialsArn, RouteKey = "$default", Target }: QuickCreate,
  { ids, now }: { readonly ids: Ids; readonly now: number },
): { readonly api: V2Snapshot; readonly stages: readonly StoredV2Stage[] } {
  if (Target === undefined) return { api, stages: [] };
  checkHttp(api);
  const integrationId = newId(ids, ROUTE_ID_LENGTH);
  const integrated = withIntegration(api, integrationId, {
    ...targetOf(Target),
    ...(CredentialsArn !== undefined && { CredentialsArn }),
  });
  const target = `integrations/${integrationId}`;
  const { api: routed } = withRoute(integrated.api, newId(ids, ROUTE_ID_LENGTH), { RouteKey, Target: target });
  const whole = managed(routed);
  return {
    api: whole,
    stages: [{ ...newV2Stage({ StageName: "$default", AutoDeploy: true }, whole, now), ...MANAGED }],
  };
}

const managed = (api: V2Snapshot): V2Snapshot => ({
  ...api,
  routes: api.routes.map((route) => ({ ...route, ...MANAGED })),
  integrations: api.integrations.map((integration) => ({ ...integration, ...MANAGED })),
});

/** An API after an update of what a quick create made. @throws AwsError BadRequestException where none did */
export function quickUpdated(api: V2Snapshot, { CredentialsArn, RouteKey, Target }: QuickCreate): V2Snapshot {
  if (CredentialsArn === undefined && RouteKey === undefined && Target === undefined) return api;
  checkHttp(api);
  const route = api.routes.find(({ ApiGatewayManaged }) => ApiGatewayManaged === true);
  const integration = api.integrations.find(({ ApiGatewayManaged }) => ApiGatewayManaged === true);
  // In words that nobody recorded from AWS.
  if (route === undefined || integration === undefined) {
    throw badRequest("RouteKey, Target and CredentialsArn are only supported for APIs that were created with a Target");
  }
  const changes = {
    ...(Target !== undefined && targetOf(Target)),
    ...(CredentialsArn !== undefined && { CredentialsArn }),
  };
  const { api: retargeted } = withUpdatedIntegration(api, integration.IntegrationId, changes);
  if (RouteKey === undefined) return retargeted;
  checkRouteKey(RouteKey, "HTTP");
  const rerouted = { ...route, RouteKey };
  return { ...retargeted, routes: retargeted.routes.map((one) => (one === route ? rerouted : one)) };
}

function checkHttp({ api }: V2Snapshot): void {
  // In words that nobody recorded from AWS.
  if (api.ProtocolType !== "HTTP") throw badRequest("Quick create is only supported for HTTP APIs");
}

/** A function, or a URL. */
const targetOf = (target: string) =>
  target.startsWith("arn:")
    ? ({ IntegrationType: "AWS_PROXY", IntegrationUri: target, PayloadFormatVersion: "2.0" } as const)
    : ({
        IntegrationType: "HTTP_PROXY",
        IntegrationMethod: "ANY",
        IntegrationUri: target,
        PayloadFormatVersion: "1.0",
      } as const);
