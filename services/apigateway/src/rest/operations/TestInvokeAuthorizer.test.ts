import { expect, it } from "vitest";
import { AUTHORIZER, authorizedApi } from "../../testing/authorized-api.ts";
import { useAuthorizingFunction } from "../../testing/authorizing-function.ts";
import { functionUri } from "../../testing/function-uri.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { TestInvokeAuthorizer } from "./TestInvokeAuthorizer.ts";

const test = useApigateway();
const { returns, invocations } = useAuthorizingFunction(test);

const policyDocument = {
  Version: "2012-10-17",
  Statement: [{ Action: "execute-api:Invoke", Effect: "Deny", Resource: "*" }],
};

const events = (): readonly unknown[] =>
  // as: what is invoked has a payload.
  invocations().map(({ input }) => JSON.parse(Buffer.from(input["Payload"] as Uint8Array).toString()));

it("a test tells what the authorizer's function answers, each time, and judges nothing", async () => {
  const { as, authorizerId, id: restApiId } = await authorizedApi(test(), { authorizer: {} });
  returns({ principalId: "somebody", policyDocument });
  const input = { restApiId, authorizerId, headers: { Auth: "abc" }, pathWithQueryString: "/pets/5" };
  const told = await test().call(TestInvokeAuthorizer, input, as);
  expect(told).toEqual({
    clientStatus: 0,
    latency: expect.any(Number),
    log: expect.stringMatching(
      /^Execution log for request [^\n]+\n[^\n]+ : Starting authorizer: [^\n]+\n[^\n]+ : Using valid authorizer policy for principal: \*{5}ody\n$/,
    ),
    principalId: "somebody",
    policy: JSON.stringify(policyDocument),
  });
  await test().call(TestInvokeAuthorizer, input, as);
  const methodArn = `arn:aws:execute-api:us-east-1:${as.account}:${restApiId}/test-invoke-stage/GET/pets/5`;
  expect(events()).toEqual(Array.from({ length: 2 }, () => ({ type: "TOKEN", methodArn, authorizationToken: "abc" })));
});

it("a test hands the made up request to an authorizer of requests", async () => {
  const authorizer = { type: "REQUEST", identitySource: "method.request.querystring.q, context.mine" } as const;
  const { as, authorizerId, id: restApiId } = await authorizedApi(test(), { authorizer });
  returns({ principalId: "me", policyDocument });
  const input = { restApiId, authorizerId, pathWithQueryString: "/pets/5?q=1", stageVariables: { v: "2" } };
  const told = await test().call(TestInvokeAuthorizer, { ...input, additionalContext: { mine: "x" } }, as);
  expect(told.clientStatus).toBe(0);
  expect(events()).toMatchObject([{ type: "REQUEST", queryStringParameters: { q: "1" }, stageVariables: { v: "2" } }]);
  expect(await test().call(TestInvokeAuthorizer, input, as)).toMatchObject({ clientStatus: 401 });
});

it("a test tells what clients would be told where the function answers nothing of use", async () => {
  const {
    as,
    authorizerId,
    id: restApiId,
  } = await authorizedApi(test(), {
    authorizer: { authorizerUri: functionUri(AUTHORIZER) },
  });
  returns("no");
  const told = await test().call(TestInvokeAuthorizer, { restApiId, authorizerId, headers: { Auth: "a" } }, as);
  expect(told).toMatchObject({ clientStatus: 500, log: expect.stringContaining("AuthorizerConfigurationException") });
});

it("an authorizer that is none is not tested", async () => {
  const { as, id: restApiId } = await authorizedApi(test(), { authorizer: {} });
  await expect(test().call(TestInvokeAuthorizer, { restApiId, authorizerId: "nobody" }, as)).rejects.toMatchObject({
    code: "NotFoundException",
    message: "Invalid Authorizer identifier specified",
  });
});
