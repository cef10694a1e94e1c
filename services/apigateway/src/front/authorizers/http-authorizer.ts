import type { StoredV2Authorizer } from "../../domain/v2/snapshot.ts";
import { keptBeside } from "../kept-beside.ts";
import { event1 } from "../lambda/http-event-1.ts";
import { event2 } from "../lambda/http-event-2.ts";
import { withVariables } from "../mappings/stage-variables.ts";
import type { AskedFunction } from "./ask-function.ts";
import type { Refused, RouteAsked } from "./authorization.ts";
import { identitySources } from "./identity-sources.ts";
import { unauthorized } from "./refusals.ts";
import { readSimpleVerdict, readVerdict, type Verdict } from "./verdict.ts";

/** What of a request the function is asked, or why it is not asked. */
type AskHttp = (asked: RouteAsked, routeArn: string) => AskedFunction | Refused;

/** A REQUEST authorizer of an HTTP API, compiled once for its snapshot. */
export const compiledHttpAuthorizer = keptBeside(compile);

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const WITHIN_MS = 10_000;

function compile(authorizer: StoredV2Authorizer): AskHttp {
  const { AuthorizerPayloadFormatVersion: version, AuthorizerResultTtlInSeconds: ttl = 0 } = authorizer;
  const identify = identitySources(authorizer.IdentitySource ?? []);
  const uri = withVariables(authorizer.AuthorizerUri ?? "");
  const read = readerOf(authorizer);
  return (asked, routeArn) => {
    const { context, published, request, stageVariables } = asked;
    const identity = identify({ headers: request.headers, query: request.query, context, stageVariables });
    if (identity === undefined) return unauthorized();
    const { stage } = published;
    return {
      authorizer,
      as: asAuthorizer(asked, authorizer),
      uri: uri(stageVariables),
      identity,
      cache: { ttl, stage: stage.StageName, flushed: stage.flushed?.authorizers ?? 0 },
      event: () => (version === "1.0" ? formatOne : formatTwo)(asked, routeArn, identity),
      read,
      timeoutMs: WITHIN_MS,
    };
  };
}

/** As whom an authorizer's function is invoked. */
export function asAuthorizer(
  { published }: RouteAsked,
  { AuthorizerCredentialsArn: role, AuthorizerId }: StoredV2Authorizer,
): AskedFunction["as"] {
  const { apiId, place } = published;
  const sourceArn = `arn:aws:execute-api:${place.region}:${place.account}:${apiId}/authorizers/${AuthorizerId}`;
  return { place, sourceArn, ...(role !== undefined && role !== "" && { roleArn: role }) };
}

function readerOf(authorizer: StoredV2Authorizer): (payload: Uint8Array) => Verdict | undefined {
  const { AuthorizerPayloadFormatVersion: version, EnableSimpleResponses: isSimple } = authorizer;
  if (version === "1.0") return (payload) => readVerdict(payload);
  return isSimple ? readSimpleVerdict : (payload) => readVerdict(payload, true);
}

// What functions are asked: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html

type Json = Readonly<Record<string, unknown>>;

function formatOne(asked: RouteAsked, methodArn: string, identity: readonly string[]): string {
  const event: Json = Object(JSON.parse(event1({ ...asked, ...asItCame(asked), authorized: {} }, NOTHING)));
  const { body: _, isBase64Encoded: __, version, ...parts } = event;
  const token = identity.join(",");
  const said = { version, type: "REQUEST", methodArn, identitySource: token, authorizationToken: token };
  return JSON.stringify({ ...said, ...parts });
}

/** Authorizers are not told the body. */
const NOTHING = Buffer.alloc(0);

/** No mapping has changed anything yet. */
const asItCame = ({ request: { headers, query } }: RouteAsked) => ({ headers, query, path: undefined });

function formatTwo(asked: RouteAsked, routeArn: string, identity: readonly string[]): string {
  const event: Json = Object(JSON.parse(event2({ ...asked, ...asItCame(asked) }, NOTHING)));
  const { body: _, isBase64Encoded: __, version, ...parts } = event;
  const identitySource = identity.length === 0 ? null : identity;
  return JSON.stringify({ version, type: "REQUEST", routeArn, identitySource, ...parts });
}
