import { describe, expect, it } from "vitest";
import { FlushStageAuthorizersCache } from "../../rest/operations/FlushStageAuthorizersCache.ts";
import { authorizedApi } from "../../testing/authorized-api.ts";
import { letting, policy, useAuthorizingFunction } from "../../testing/authorizing-function.ts";
import { deploy, STAGE } from "../../testing/deployed-api.ts";
import { type Answered, useFront } from "../../testing/use-front.ts";

const test = useFront();
const { returns, invocations } = useAuthorizingFunction(test);

const ask = (url: string, headers: Readonly<Record<string, string>> = {}, query = ""): Promise<Answered> =>
  test().ask(`${url}/pets/5${query}`, { headers });

const outcome = ({ headers, status, text }: Answered): readonly unknown[] => [
  status,
  text,
  headers["x-amzn-errortype"],
];

describe("results", () => {
  it("are kept for five minutes for the same identity, and evaluated for each request", async () => {
    const { as, id, url } = await authorizedApi(test(), { authorizer: {} });
    const arn = `arn:aws:execute-api:us-east-1:${as.account}:${id}/${STAGE}/GET/pets/5`;
    returns({ principalId: "me", policyDocument: policy("Allow", arn) });
    expect((await ask(url, { Auth: "abc" })).status).toBe(200);
    expect((await ask(url, { Auth: "abc" })).status).toBe(200);
    expect((await test().ask(`${url}/pets/6`, { headers: { Auth: "abc" } })).status).toBe(403);
    expect(invocations()).toHaveLength(1);
    await ask(url, { Auth: "abd" });
    expect(invocations()).toHaveLength(2);
    test().clock.advance(300_000);
    await ask(url, { Auth: "abc" });
    expect(invocations()).toHaveLength(3);
  });

  it("are not kept where the authorizer says so, nor are failures", async () => {
    const { url } = await authorizedApi(test(), { authorizer: { authorizerResultTtlInSeconds: 0 } });
    returns(letting());
    await ask(url, { Auth: "abc" });
    await ask(url, { Auth: "abc" });
    expect(invocations()).toHaveLength(2);
    const kept = await authorizedApi(test(), { authorizer: {} });
    returns({ errorMessage: "Unauthorized" }, "Unhandled");
    await ask(kept.url, { Auth: "abc" });
    await ask(kept.url, { Auth: "abc" });
    expect(invocations()).toHaveLength(2);
  });

  it("are forgotten when the stage's cache is flushed, and when the API is deployed anew", async () => {
    const made = await authorizedApi(test(), { authorizer: {} });
    returns(letting());
    await ask(made.url, { Auth: "abc" });
    await test().call(FlushStageAuthorizersCache, { restApiId: made.id, stageName: STAGE }, made.as);
    await ask(made.url, { Auth: "abc" });
    expect(invocations()).toHaveLength(2);
    await deploy(test(), made);
    await ask(made.url, { Auth: "abc" });
    expect(invocations()).toHaveLength(3);
  });
});

const apiPolicy = (Effect: string, SourceIp: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect,
        Principal: "*",
        Action: "execute-api:Invoke",
        Resource: "execute-api:/*",
        Condition: { IpAddress: { "aws:SourceIp": SourceIp } },
      },
    ],
  });

describe("an API's policy beside an authorizer", () => {
  it("that denies is heeded before the function is asked", async () => {
    const { as, id, url } = await authorizedApi(test(), {
      authorizer: {},
      api: { policy: apiPolicy("Deny", "127.0.0.0/8") },
    });
    returns(letting());
    const account = as.account.slice(-4);
    expect(outcome(await ask(url, { Auth: "abc" }))).toEqual([
      403,
      `{"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********${account}:${id}/${STAGE}/GET/pets/5 with an explicit deny in a resource-based policy"}`,
      "AccessDeniedException",
    ]);
    expect(invocations()).toEqual([]);
  });

  it("that says nothing leaves it to the authorizer, and one that allows lets whom the authorizer does not deny", async () => {
    const silent = await authorizedApi(test(), { authorizer: {}, api: { policy: apiPolicy("Allow", "192.0.2.0/24") } });
    const allowing = await authorizedApi(test(), {
      authorizer: {},
      api: { policy: apiPolicy("Allow", "127.0.0.0/8") },
    });
    returns(letting());
    expect((await ask(silent.url, { Auth: "abc" })).status).toBe(200);
    returns({ principalId: "me", policyDocument: policy("Allow", "arn:aws:execute-api:*:*:*/none/*") });
    expect((await ask(silent.url, { Auth: "other" })).status).toBe(403);
    expect((await ask(allowing.url, { Auth: "other" })).status).toBe(200);
    returns({ principalId: "me", policyDocument: policy("Deny", "*") });
    expect((await ask(allowing.url, { Auth: "third" })).status).toBe(403);
  });
});
