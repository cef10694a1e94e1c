import { describe, expect, it } from "vitest";
import { AUTHORIZER } from "../../testing/authorized-api.ts";
import {
  type AuthorizedRoute,
  authorizedRoute,
  BEHIND,
  type RouteToAuthorize,
} from "../../testing/authorized-route.ts";
import { functionUri } from "../../testing/function-uri.ts";
import { type Answered, useFront } from "../../testing/use-front.ts";
import { ResetAuthorizersCache } from "../../v2/operations/ResetAuthorizersCache.ts";

const test = useFront();

type Json = Readonly<Record<string, unknown>>;

function authorized(more: Partial<RouteToAuthorize["authorizer"]> = {}): Promise<AuthorizedRoute> {
  return authorizedRoute(test(), {
    authorizer: {
      AuthorizerType: "REQUEST",
      AuthorizerUri: functionUri(AUTHORIZER),
      AuthorizerPayloadFormatVersion: "2.0",
      EnableSimpleResponses: true,
      IdentitySource: ["$request.header.Auth"],
      ...more,
    },
  });
}

/** What the authorizer answers; the function behind the route answers that somebody is in. */
function authorizerReturns(value: unknown, FunctionError?: string): void {
  test().called.length = 0;
  test().answers(({ input }) => {
    const isBehind = input["FunctionName"] === BEHIND;
    const Payload = Buffer.from(JSON.stringify(isBehind ? "in" : value));
    return { Payload, ...(FunctionError && !isBehind && { FunctionError }) };
  });
}

const eventsOf = (functionArn: string): readonly Json[] =>
  test()
    .called.filter(({ input, operation }) => operation === "Invoke" && input["FunctionName"] === functionArn)
    // as: what is invoked has a payload.
    .map(({ input }) => Object(JSON.parse(Buffer.from(input["Payload"] as Uint8Array).toString())));

const outcome = ({ status, text }: Answered): readonly unknown[] => [status, text];

const HEADERS = { Auth: "abc", "user-agent": "curl/8", cookie: "a=1; b=2" };

describe("a function that authorizes for an HTTP API", () => {
  it("is asked in format 2.0, and a plain yes lets in", async () => {
    const api = await authorized();
    authorizerReturns({ isAuthorized: true, context: { text: "a", list: [1], map: { b: 2 } } });
    expect(outcome(await api.ask("/pets/5?q=1&q=2", { headers: HEADERS }))).toEqual([200, '"in"']);
    const [event] = eventsOf(AUTHORIZER);
    expect(Object.keys(event ?? {})).toEqual([
      "version",
      "type",
      "routeArn",
      "identitySource",
      "routeKey",
      "rawPath",
      "rawQueryString",
      "cookies",
      "headers",
      "queryStringParameters",
      "requestContext",
      "pathParameters",
      "stageVariables",
    ]);
    expect(event).toMatchObject({
      version: "2.0",
      type: "REQUEST",
      routeArn: `arn:aws:execute-api:us-east-1:${api.as.account}:${api.ApiId}/$default/GET/pets/5`,
      identitySource: ["abc"],
      routeKey: "GET /pets/{id}",
      rawPath: "/pets/5",
      rawQueryString: "q=1&q=2",
      cookies: ["a=1", "b=2"],
      queryStringParameters: { q: "1,2" },
      pathParameters: { id: "5" },
      stageVariables: { env: "dev" },
      requestContext: { apiId: api.ApiId, http: { method: "GET", path: "/pets/5" }, routeKey: "GET /pets/{id}" },
    });
    const [behind] = eventsOf(BEHIND);
    expect(Object(behind?.["requestContext"]).authorizer).toEqual({ lambda: { text: "a", list: [1], map: { b: 2 } } });
  });

  it("is asked in format 1.0, and answers a policy", async () => {
    const api = await authorized({ AuthorizerPayloadFormatVersion: "1.0", EnableSimpleResponses: false });
    const routeArn = `arn:aws:execute-api:us-east-1:${api.as.account}:${api.ApiId}/$default/GET/pets/5`;
    const statement = { Action: "execute-api:Invoke", Effect: "Allow", Resource: routeArn };
    authorizerReturns({ principalId: "me", policyDocument: { Version: "2012-10-17", Statement: [statement] } });
    expect(outcome(await api.ask("/pets/5", { headers: HEADERS }))).toEqual([200, '"in"']);
    const [event] = eventsOf(AUTHORIZER);
    expect(Object.keys(event ?? {}).slice(0, 8)).toEqual([
      "version",
      "type",
      "methodArn",
      "identitySource",
      "authorizationToken",
      "resource",
      "path",
      "httpMethod",
    ]);
    expect(event).toMatchObject({
      version: "1.0",
      methodArn: routeArn,
      identitySource: "abc",
      authorizationToken: "abc",
      resource: "/pets/{id}",
      headers: { Auth: "abc" },
    });
    expect(outcome(await api.ask("/pets/6", { headers: HEADERS }))).toEqual([403, '{"message":"Forbidden"}']);
  });

  it("is not asked where an identity source is missing", async () => {
    const api = await authorized({
      IdentitySource: ["$request.header.Auth", "$request.querystring.q", "$context.routeKey"],
    });
    authorizerReturns({ isAuthorized: true });
    expect(outcome(await api.ask("/pets/5", { headers: HEADERS }))).toEqual([401, '{"message":"Unauthorized"}']);
    expect(eventsOf(AUTHORIZER)).toEqual([]);
    expect((await api.ask("/pets/5?q=1", { headers: HEADERS })).status).toBe(200);
  });

  it.each<[string, unknown, string | undefined, readonly unknown[]]>([
    ["says no", { isAuthorized: false }, undefined, [403, '{"message":"Forbidden"}']],
    ["says nothing", {}, undefined, [500, '{"message":"Internal Server Error"}']],
    ["fails", { errorMessage: "no" }, "Unhandled", [500, '{"message":"Internal Server Error"}']],
    ["knows nobody", { errorMessage: "Unauthorized" }, "Unhandled", [401, '{"message":"Unauthorized"}']],
  ])("that %s is heeded in AWS's words", async (_, ...[value, error, expected]) => {
    const api = await authorized();
    authorizerReturns(value, error);
    expect(outcome(await api.ask("/pets/5", { headers: HEADERS }))).toEqual(expected);
  });

  it("is asked each time where nothing is to be kept, else when results are flushed or old", async () => {
    const asked = await authorized({ AuthorizerResultTtlInSeconds: 0 });
    authorizerReturns({ isAuthorized: true });
    await asked.ask("/pets/5", { headers: HEADERS });
    await asked.ask("/pets/5", { headers: HEADERS });
    expect(eventsOf(AUTHORIZER)).toHaveLength(2);
    const kept = await authorized({ AuthorizerResultTtlInSeconds: 60 });
    authorizerReturns({ isAuthorized: true });
    await kept.ask("/pets/5", { headers: HEADERS });
    await kept.ask("/pets/6", { headers: HEADERS });
    expect(eventsOf(AUTHORIZER)).toHaveLength(1);
    await test().call(ResetAuthorizersCache, { ApiId: kept.ApiId, StageName: "$default" }, kept.as);
    await kept.ask("/pets/5", { headers: HEADERS });
    expect(eventsOf(AUTHORIZER)).toHaveLength(2);
    test().clock.advance(60_000);
    await kept.ask("/pets/5", { headers: HEADERS });
    expect(eventsOf(AUTHORIZER)).toHaveLength(3);
  });
});
