import type { StoredRestAuthorizer } from "../../domain/rest/snapshot.ts";
import { matchesWhole } from "../bounded-regexp.ts";
import { keptBeside } from "../kept-beside.ts";
import { lambdaProxyEvent } from "../lambda/proxy-event.ts";
import { withVariables } from "../mappings/stage-variables.ts";
import type { AskedFunction } from "./ask-function.ts";
import type { MethodAsked, Refused } from "./authorization.ts";
import { identitySources, splitSources } from "./identity-sources.ts";
import { unauthorized } from "./refusals.ts";
import { readVerdict } from "./verdict.ts";

/** What of a request authorizers look at. */
export type RestAsked = Pick<
  MethodAsked,
  "context" | "pathParameters" | "published" | "request" | "resource" | "stageVariables"
>;

/** What of a request the function is asked, or why it is not asked. */
type AskRest = (asked: RestAsked, methodArn: string) => AskedFunction | Refused;

/** A TOKEN or REQUEST authorizer, compiled once for its snapshot. */
export const compiledRestAuthorizer = keptBeside(compile);

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html */
const DEFAULT_TTL_SECONDS = 300;

/** As long as integrations: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const WITHIN_MS = 29_000;

function compile(authorizer: StoredRestAuthorizer): AskRest {
  const { authorizerResultTtlInSeconds, identitySource, identityValidationExpression, type } = authorizer;
  const identify = identitySources(splitSources(identitySource));
  const isValid = type === "TOKEN" ? validation(identityValidationExpression) : () => true;
  const uri = withVariables(authorizer.authorizerUri ?? "");
  const role = authorizer.authorizerCredentials;
  return (asked, methodArn) => {
    const { context, published, request, stageVariables } = asked;
    const identity = identify({ headers: request.headers, query: request.query, context, stageVariables });
    if (identity === undefined || !isValid(identity[0] ?? "")) return unauthorized();
    const { apiId, place, stage } = published;
    const sourceArn = `arn:aws:execute-api:${place.region}:${place.account}:${apiId}/authorizers/${authorizer.id}`;
    return {
      authorizer,
      as: { place, sourceArn, ...(role !== undefined && role !== "" && { roleArn: role }) },
      uri: uri(stageVariables),
      identity,
      cache: {
        ttl: authorizerResultTtlInSeconds ?? DEFAULT_TTL_SECONDS,
        stage: stage.stageName,
        flushed: stage.flushed?.authorizers ?? 0,
      },
      event: () => (type === "TOKEN" ? tokenEvent(identity[0] ?? "", methodArn) : requestEvent(asked, methodArn)),
      read: readVerdict,
      timeoutMs: WITHIN_MS,
    };
  };
}

/** The whole of a token must be of the form. */
function validation(expression: string | undefined): (token: string) => boolean {
  if (expression === undefined || expression === "") return () => true;
  return (token) => {
    try {
      return matchesWhole(expression, token);
    } catch {
      // What is no expression, or takes too long, is the form of no token.
      return false;
    }
  };
}

// What functions are asked: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html

const tokenEvent = (authorizationToken: string, methodArn: string): string =>
  JSON.stringify({ type: "TOKEN", methodArn, authorizationToken });

const NO_BODY = { isBinary: () => false };

/** What a proxy integration is invoked with, without the body; and what is empty is an empty object. */
function requestEvent(asked: RestAsked, methodArn: string): string {
  const { context, pathParameters, request, resource, stageVariables } = asked;
  const event: Readonly<Record<string, unknown>> = Object(
    JSON.parse(
      lambdaProxyEvent({ context, pathParameters, request, stageVariables, api: NO_BODY, method: { resource } }),
    ),
  );
  const { body: _, isBase64Encoded: __, requestContext, ...parts } = event;
  const filled = Object.entries(parts).map(([name, value]) => [name, value ?? {}]);
  return JSON.stringify({ type: "REQUEST", methodArn, ...Object.fromEntries(filled), requestContext });
}
