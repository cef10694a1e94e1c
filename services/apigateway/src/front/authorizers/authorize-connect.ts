import type { StoredV2Authorizer } from "../../domain/v2/snapshot.ts";
import { connectEvent } from "../lambda/web-socket-event.ts";
import { withVariables } from "../mappings/stage-variables.ts";
import { askFunction, type AskedFunction } from "./ask-function.ts";
import type { Authorization, RouteAsked } from "./authorization.ts";
import { asAuthorizer } from "./http-authorizer.ts";
import { authorizeByIam } from "./iam.ts";
import { identitySources } from "./identity-sources.ts";
import { decideByVerdict } from "./policies.ts";
import { configurationError, denied, unauthorized } from "./refusals.ts";
import { routeArn } from "./route-arn.ts";
import { readVerdict } from "./verdict.ts";

/**
 * Lets the authorizer of a WebSocket API's `$connect` decide; writes `$context.authorizer` and `$context.identity`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html
 */
export async function authorizeConnect(asked: RouteAsked): Promise<Authorization> {
  const { account, region } = asked.published.place;
  switch (asked.route.AuthorizationType) {
    case "AWS_IAM":
      return await authorizeByIam(asked, { resource: routeArn(asked), account, region });
    case "CUSTOM":
      return await authorizeByFunction(asked);
    default:
      return { allow: true };
  }
}

async function authorizeByFunction(asked: RouteAsked): Promise<Authorization> {
  const { context, published, request, route, snapshot, stageVariables } = asked;
  const authorizer = snapshot.authorizers.find(({ AuthorizerId }) => AuthorizerId === route.AuthorizerId);
  if (authorizer === undefined) return configurationError();
  const identify = identitySources(authorizer.IdentitySource ?? []);
  const identity = identify({ headers: request.headers, query: request.query, context, stageVariables });
  if (identity === undefined) return unauthorized();
  const answered = await askFunction(asked, askedFunction(asked, authorizer, identity));
  if ("allow" in answered) return answered;
  const { latency, verdict } = answered;
  const resource = routeArn(asked);
  const decision = decideByVerdict(verdict, { resource, account: published.place.account, request });
  if (decision.decision !== "allow") return denied(decision);
  const known = { ...verdict.context, principalId: verdict.principalId, integrationLatency: latency };
  context["authorizer"] = known;
  return { allow: true, authorizer: known };
}

/** As long as integrations of WebSocket APIs. */
const WITHIN_MS = 29_000;

function askedFunction(asked: RouteAsked, authorizer: StoredV2Authorizer, identity: readonly string[]): AskedFunction {
  const { stageVariables } = asked;
  return {
    authorizer,
    as: asAuthorizer(asked, authorizer),
    uri: withVariables(authorizer.AuthorizerUri ?? "")(stageVariables),
    identity,
    // What is decided for a connection is decided once.
    cache: { ttl: 0, stage: asked.published.stage.StageName, flushed: 0 },
    event: () => connectAuthorizerEvent(asked),
    read: readVerdict,
    timeoutMs: WITHIN_MS,
  };
}

function connectAuthorizerEvent(asked: RouteAsked): string {
  const { context, request, stageVariables } = asked;
  const event: Readonly<Record<string, unknown>> = Object(JSON.parse(connectEvent(context, request, stageVariables)));
  const { headers, isBase64Encoded: _, multiValueHeaders, requestContext, ...parts } = event;
  const empty = { queryStringParameters: {}, multiValueQueryStringParameters: {}, stageVariables: {} };
  const said = { type: "REQUEST", methodArn: routeArn(asked), headers, multiValueHeaders };
  return JSON.stringify({ ...said, ...empty, ...parts, requestContext });
}
