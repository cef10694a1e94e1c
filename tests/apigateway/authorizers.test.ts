import { CreateAuthorizerCommand, DeleteAuthorizerCommand, GetAuthorizerCommand } from "@aws-sdk/client-api-gateway";
import { expect, it } from "vitest";
import { functionUri, useApigateway } from "./apigateway.ts";
import { createRestApi, mock, proxy } from "./rest-api.ts";

const apigateway = useApigateway();

const AUTHORIZES = `
import { randomUUID } from "node:crypto";
export const handler = async ({ type, authorizationToken, methodArn, headers }) => {
  const token = type === "TOKEN" ? authorizationToken : headers["x-who"];
  if (token === "nobody") throw new Error("Unauthorized");
  if (token === "broken") return "broken";
  return {
    principalId: token,
    policyDocument: {
      Version: "2012-10-17",
      Statement: [{ Action: "execute-api:Invoke", Effect: token === "evil" ? "Deny" : "Allow", Resource: methodArn }],
    },
    context: { asked: randomUUID(), isAda: token === "ada", name: "Ada" },
  };
};`;

const UUID: unknown = expect.stringMatching(/^[\da-f-]{36}$/);
const ADA_ASKED: unknown = expect.stringMatching(/^"ada [\da-f-]{36}"$/);

it("a TOKEN authorizer's function lets in, and refuses, whoever has a token", async () => {
  const client = apigateway.rest();
  const { arn } = await apigateway.createFunction(AUTHORIZES);
  const tells = await apigateway.createFunction(
    "export const handler = async ({ requestContext: { authorizer } }) => ({ statusCode: 200, body: JSON.stringify(authorizer) });",
  );
  const api = await createRestApi(client, {});
  const authorizer = await client.send(
    new CreateAuthorizerCommand({
      restApiId: api.id,
      name: "tokens",
      type: "TOKEN",
      authorizerUri: functionUri(arn),
      identitySource: "method.request.header.Authorization",
      identityValidationExpression: "[a-z]+",
    }),
  );
  expect(await client.send(new GetAuthorizerCommand({ restApiId: api.id, authorizerId: authorizer.id }))).toMatchObject(
    { id: authorizer.id, name: "tokens", type: "TOKEN", authType: "custom" },
  );
  const method = { authorizationType: "CUSTOM", authorizerId: authorizer.id };
  await api.put("GET /pets/{id}", proxy(tells.arn, method));
  await api.deploy("prod");
  const ask = (path: string, authorization?: string) =>
    apigateway.ask(`${apigateway.urlOf(api.id)}/prod${path}`, { headers: authorization ? { authorization } : {} });

  const ada = await ask("/pets/1", "ada");
  expect(JSON.parse(ada.text)).toMatchObject({ principalId: "ada", asked: UUID, isAda: "true", name: "Ada" });
  // By the same token the function is asked once, by each replica.
  const asked = new Set<unknown>([JSON.parse(ada.text).asked]);
  for (let again = 0; again < 5; again += 1) asked.add(JSON.parse((await ask("/pets/1", "ada")).text).asked);
  expect(asked.size).toBeLessThanOrEqual(2);
  const unauthorized = {
    status: 401,
    text: '{"message":"Unauthorized"}',
    headers: { "x-amzn-errortype": "UnauthorizedException" },
  };
  expect(await ask("/pets/1")).toMatchObject(unauthorized);
  expect(await ask("/pets/1", "ADA")).toMatchObject(unauthorized);
  expect(await ask("/pets/1", "nobody")).toMatchObject(unauthorized);
  const denied =
    '{"Message":"User is not authorized to access this resource with an explicit deny in an identity-based policy"}';
  expect(await ask("/pets/1", "evil")).toMatchObject({
    status: 403,
    text: denied,
    headers: { "x-amzn-errortype": "AccessDeniedException" },
  });
  // The cached policy is about the method's ARN of the first request.
  expect(await ask("/pets/2", "ada")).toMatchObject({
    status: 403,
    text: '{"Message":"User is not authorized to access this resource because no identity-based policy allows the execute-api:Invoke action"}',
  });
  expect(await ask("/pets/1", "broken")).toMatchObject({
    status: 500,
    text: '{"message":null}',
    headers: { "x-amzn-errortype": "AuthorizerConfigurationException" },
  });
});

it("a REQUEST authorizer is asked by its identity sources, and goes when no method names it", async () => {
  const client = apigateway.rest();
  const { arn } = await apigateway.createFunction(AUTHORIZES);
  const api = await createRestApi(client, {});
  const { id: authorizerId } = await client.send(
    new CreateAuthorizerCommand({
      restApiId: api.id,
      name: "requests",
      type: "REQUEST",
      authorizerUri: functionUri(arn),
      identitySource: "method.request.header.x-who, method.request.querystring.key",
      authorizerResultTtlInSeconds: 0,
    }),
  );
  const method = { authorizationType: "CUSTOM", authorizerId };
  await api.put("GET /", mock('"$context.authorizer.principalId $context.authorizer.asked"', { method }));
  await api.deploy("prod");
  const ask = (query: string, who?: string) =>
    apigateway.ask(`${apigateway.urlOf(api.id)}/prod/${query}`, { headers: who ? { "x-who": who } : {} });
  const first = await ask("?key=1", "ada");
  const second = await ask("?key=1", "ada");
  const unauthorized = { status: 401, text: '{"message":"Unauthorized"}' };
  expect(await ask("", "ada")).toMatchObject(unauthorized);
  expect(await ask("?key=1")).toMatchObject(unauthorized);
  await api.replace("GET /", mock('"open"'));
  await client.send(new DeleteAuthorizerCommand({ restApiId: api.id, authorizerId }));
  // What is deployed keeps it.
  const answers = [first, second, await ask("?key=1", "ada")];
  for (const { status, text } of answers) expect([status, text]).toEqual([200, ADA_ASKED]);
  // Nothing is remembered for no seconds.
  expect(new Set(answers.map(({ text }) => text)).size).toBe(3);
});
