import type { ContextVariables } from "../../domain/context-variables.ts";
import type { StoredRoute } from "../../domain/v2/snapshot.ts";
import type { PublishedV2Stage } from "../../store/published.ts";
import type { Allowed } from "../authorizers/authorization.ts";
import type { Front } from "../front.ts";
import { integrationAs } from "../integrations/integration-as.ts";
import type { IntegrationAs } from "../integrations/integration.ts";
import type { RoutedRequest } from "../lambda/http-event-1.ts";
import type { CompiledIntegration } from "./compiled.ts";
import type { ExpressionScope } from "./expression.ts";

/** A request that an integration is to answer: routed, authorized, mapped. */
export type HttpCall = CompiledIntegration &
  RoutedRequest & {
    readonly front: Front;
    readonly published: PublishedV2Stage;
    readonly route: StoredRoute;
    readonly context: ContextVariables;
    readonly authorized: Allowed;
    /** What expressions ask of the request as it came. */
    readonly scope: ExpressionScope;
    readonly as: IntegrationAs;
    readonly timeoutMs: number;
  };

const MAX_TIMEOUT_MS = 30_000;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
export const timeoutOf = ({ integration }: CompiledIntegration): number =>
  integration.TimeoutInMillis ?? MAX_TIMEOUT_MS;

/** By whose permissions the integration of a route is called. @throws IntegrationFault */
export function routeAs(
  published: PublishedV2Stage,
  route: StoredRoute,
  { authorized, compiled, method }: { authorized: Allowed; compiled: CompiledIntegration; method: string },
): IntegrationAs {
  const { apiId, place, stage } = published;
  const { account, region } = place;
  const [, path = `/${route.RouteKey}`] = route.RouteKey.split(" ", 2);
  const named = route.RouteKey === "$default" ? "$default" : `${method}${path}`;
  const sourceArn = `arn:aws:execute-api:${region}:${account}:${apiId}/${stage.StageName}/${named}`;
  return integrationAs({ place, sourceArn }, { role: compiled.integration.CredentialsArn, caller: authorized.caller });
}
