import { describe, expect, it, test as each } from "vitest";
import { AUTHORIZER, authorizedApi } from "../../testing/authorized-api.ts";
import { letting, policy, useAuthorizingFunction } from "../../testing/authorizing-function.ts";
import { STAGE } from "../../testing/deployed-api.ts";
import { functionUri } from "../../testing/function-uri.ts";
import { type Answered, useFront } from "../../testing/use-front.ts";

const test = useFront();
const { returns, invocations } = useAuthorizingFunction(test);

type Json = Readonly<Record<string, unknown>>;

function lastEvent(): Json {
  const payload = invocations().at(-1)?.input["Payload"];
  return Object(JSON.parse(Buffer.from(payload as Uint8Array).toString())); // as: what is invoked has one.
}

const ask = (url: string, headers: Readonly<Record<string, string>> = {}, query = ""): Promise<Answered> =>
  test().ask(`${url}/pets/5${query}`, { headers });

const outcome = ({ headers, status, text }: Answered): readonly unknown[] => [
  status,
  text,
  headers["x-amzn-errortype"],
];

describe("a TOKEN authorizer", () => {
  it("is asked with the token, as the authorizer of the API, and its principal is in $context", async () => {
    const { as, authorizerId, id, url } = await authorizedApi(test(), { authorizer: {} });
    returns(letting());
    const answer = await ask(url, { Auth: "abc" });
    expect([answer.status, answer.text]).toEqual([200, "me"]);
    expect(lastEvent()).toEqual({
      type: "TOKEN",
      methodArn: `arn:aws:execute-api:us-east-1:${as.account}:${id}/${STAGE}/GET/pets/5`,
      authorizationToken: "abc",
    });
    expect(invocations()[0]).toMatchObject({
      service: "lambda",
      input: { FunctionName: AUTHORIZER, InvocationType: "RequestResponse" },
    });
    expect(JSON.stringify(invocations()[0]?.as)).toContain(
      `arn:aws:execute-api:us-east-1:${as.account}:${id}/authorizers/${authorizerId}`,
    );
  });

  it("is not asked where there is no token, or one of another form", async () => {
    const { url } = await authorizedApi(test(), { authorizer: { identityValidationExpression: "Bearer [a-z]+" } });
    returns(letting());
    const refused = [401, '{"message":"Unauthorized"}', "UnauthorizedException"];
    expect(outcome(await ask(url))).toEqual(refused);
    expect(outcome(await ask(url, { Auth: "" }))).toEqual(refused);
    expect(outcome(await ask(url, { Auth: "Bearer 5" }))).toEqual(refused);
    expect(outcome(await ask(url, { Auth: "x Bearer a" }))).toEqual(refused);
    expect(invocations()).toEqual([]);
    expect((await ask(url, { Auth: "Bearer abc" })).status).toBe(200);
  });

  each.each<readonly [string, unknown, string | undefined, readonly unknown[]]>([
    [
      "denies",
      { principalId: "me", policyDocument: policy("Deny", "*") },
      undefined,
      [
        403,
        '{"Message":"User is not authorized to access this resource with an explicit deny in an identity-based policy"}',
        "AccessDeniedException",
      ],
    ],
    [
      "says nothing of this resource",
      { principalId: "me", policyDocument: policy("Allow", "arn:aws:execute-api:*:*:*/*/POST/*") },
      undefined,
      [
        403,
        '{"Message":"User is not authorized to access this resource because no identity-based policy allows the execute-api:Invoke action"}',
        "AccessDeniedException",
      ],
    ],
    [
      "knows nobody",
      { errorMessage: "Unauthorized" },
      "Unhandled",
      [401, '{"message":"Unauthorized"}', "UnauthorizedException"],
    ],
    ["fails", { errorMessage: "Oh" }, "Unhandled", [500, '{"message":null}', "AuthorizerConfigurationException"]],
    [
      "answers no policy",
      { principalId: "me" },
      undefined,
      [500, '{"message":null}', "AuthorizerConfigurationException"],
    ],
    [
      "answers no principal",
      { policyDocument: policy("Allow", "*") },
      undefined,
      [500, '{"message":null}', "AuthorizerConfigurationException"],
    ],
    ["answers nothing", null, undefined, [500, '{"message":null}', "AuthorizerConfigurationException"]],
    [
      "answers lists in its context",
      letting({ context: { a: [1] } }),
      undefined,
      [500, '{"message":null}', "AuthorizerConfigurationException"],
    ],
  ])("that %s is heeded in AWS's words", async (_, ...[answer, error, expected]) => {
    const { url } = await authorizedApi(test(), { authorizer: {} });
    returns(answer, error);
    expect(outcome(await ask(url, { Auth: "abc" }))).toEqual(expected);
  });

  it("that is not to be had is a fault of the API's configuration", async () => {
    const { url } = await authorizedApi(test(), { authorizer: {} });
    test().answers(() => {
      throw new Error("no connection");
    });
    expect(outcome(await ask(url, { Auth: "abc" }))).toEqual([
      500,
      '{"message":null}',
      "AuthorizerConfigurationException",
    ]);
  });

  it("hands its context on as texts", async () => {
    const answers = "$context.authorizer.text $context.authorizer.number $context.authorizer.truth";
    const { url } = await authorizedApi(test(), { authorizer: {}, answers });
    returns(letting({ context: { text: "a", number: 1, truth: true } }));
    expect((await ask(url, { Auth: "abc" })).text).toBe("a 1 true");
  });

  it("may be named by a variable of the stage", async () => {
    const authorizer = {
      authorizerUri: functionUri("arn:aws:lambda:us-east-1:111122223333:function:${stageVariables.fn}"),
    };
    const { url } = await authorizedApi(test(), { authorizer, variables: { fn: "named" } });
    returns(letting());
    expect((await ask(url, { Auth: "abc" })).status).toBe(200);
    expect(invocations()[0]?.input["FunctionName"]).toBe("arn:aws:lambda:us-east-1:111122223333:function:named");
  });
});

describe("a REQUEST authorizer", () => {
  const REQUEST = {
    type: "REQUEST",
    identitySource: "method.request.header.Auth, method.request.querystring.q",
  } as const;

  it("is asked with the request, in AWS's order, without its body", async () => {
    const { as, id, url } = await authorizedApi(test(), { authorizer: REQUEST, variables: { v: "1" } });
    returns(letting());
    expect((await ask(url, { Auth: "abc" }, "?q=1&q=2")).status).toBe(200);
    const event = lastEvent();
    expect(Object.keys(event)).toEqual([
      "type",
      "methodArn",
      "resource",
      "path",
      "httpMethod",
      "headers",
      "multiValueHeaders",
      "queryStringParameters",
      "multiValueQueryStringParameters",
      "pathParameters",
      "stageVariables",
      "requestContext",
    ]);
    expect(event).toMatchObject({
      type: "REQUEST",
      methodArn: `arn:aws:execute-api:us-east-1:${as.account}:${id}/${STAGE}/GET/pets/5`,
      resource: "/pets/{id}",
      path: "/pets/5",
      httpMethod: "GET",
      headers: { Auth: "abc" },
      queryStringParameters: { q: "2" },
      multiValueQueryStringParameters: { q: ["1", "2"] },
      pathParameters: { id: "5" },
      stageVariables: { v: "1" },
      requestContext: { resourcePath: "/pets/{id}", stage: STAGE, apiId: id, identity: { sourceIp: "127.0.0.1" } },
    });
  });

  it("is not asked where one of its identity sources is missing or empty", async () => {
    const { url } = await authorizedApi(test(), { authorizer: REQUEST });
    returns(letting());
    expect((await ask(url, { Auth: "abc" })).status).toBe(401);
    expect((await ask(url, {}, "?q=1")).status).toBe(401);
    expect((await ask(url, { Auth: "abc" }, "?q=")).status).toBe(401);
    expect(invocations()).toEqual([]);
  });

  it("without identity sources is asked each time", async () => {
    const authorizer = { type: "REQUEST", identitySource: undefined, authorizerResultTtlInSeconds: 0 } as const;
    const { url } = await authorizedApi(test(), { authorizer });
    returns(letting());
    await ask(url);
    await ask(url);
    expect(invocations()).toHaveLength(2);
    expect(lastEvent()).toMatchObject({ queryStringParameters: {}, stageVariables: {} });
  });
});
