import { expect, it } from "vitest";
import { CreateAuthorizer } from "../../rest/operations/CreateAuthorizer.ts";
import { CreateModel } from "../../rest/operations/CreateModel.ts";
import { CreateRequestValidator } from "../../rest/operations/CreateRequestValidator.ts";
import { UpdateMethod } from "../../rest/operations/UpdateMethod.ts";
import { UpdateRestApi } from "../../rest/operations/UpdateRestApi.ts";
import { type DeployedApi, deploy, deployedApi, functionProxy, mock } from "../../testing/deployed-api.ts";
import { functionUri } from "../../testing/function-uri.ts";
import { useFront } from "../../testing/use-front.ts";

const test = useFront();

const FUNCTION = "arn:aws:lambda:us-east-1:111122223333:function:";

/** Changes the method at the root, and deploys the API. */
async function change(api: DeployedApi, httpMethod: string, values: Readonly<Record<string, string>>): Promise<void> {
  const patchOperations = Object.entries(values).map(([path, value]) => {
    const op = path.startsWith("/request") && path !== "/requestValidatorId" ? "add" : "replace";
    return { op, path, value } as const;
  });
  const resourceId = api.resources.get("/") ?? "";
  await test().call(UpdateMethod, { restApiId: api.id, resourceId, httpMethod, patchOperations }, api.as);
  await deploy(test(), api);
}

it("a request that is not as its method asks for it is refused before anybody is asked", async () => {
  const api = await deployedApi(test(), { methods: { "POST /": functionProxy(`${FUNCTION}never`) } });
  const restApiId = api.id;
  const schema = JSON.stringify({ type: "object", properties: { a: { type: "number" } }, required: ["a"] });
  await test().call(CreateModel, { restApiId, name: "Asked", contentType: "application/json", schema }, api.as);
  const validator = { restApiId, name: "all", validateRequestBody: true, validateRequestParameters: true };
  const { id = "" } = await test().call(CreateRequestValidator, validator, api.as);
  await change(api, "POST", {
    "/requestValidatorId": id,
    "/requestModels/application~1json": "Asked",
    "/requestParameters/method.request.querystring.page": "true",
  });
  const missing = await test().ask(api.url, { method: "POST", body: '{"a":1}' });
  expect(missing).toMatchObject({ status: 400, text: '{"message": "Missing required request parameters: [page]"}' });
  expect(missing.headers["x-amzn-errortype"]).toBe("BadRequestException");
  expect(await test().ask(`${api.url}?page=1`, { method: "POST", body: '{"a":"x"}' })).toMatchObject({
    status: 400,
    text: '{"message": "Invalid request body"}',
  });
});

it("an authorizer's function decides, and what it says of the caller reaches the function behind", async () => {
  const api = await deployedApi(test(), {
    methods: { "GET /": functionProxy(`${FUNCTION}behind`), "GET /free": mock("free") },
  });
  const authorizer = {
    restApiId: api.id,
    name: "tokens",
    type: "TOKEN",
    authorizerUri: functionUri(`${FUNCTION}authorizer`),
    identitySource: "method.request.header.Authorization",
  } as const;
  const { id = "" } = await test().call(CreateAuthorizer, authorizer, api.as);
  await change(api, "GET", { "/authorizationType": "CUSTOM", "/authorizerId": id });
  test().answers(({ input }) => {
    const event = Buffer.from(input["Payload"] as Uint8Array).toString(); // as: what is invoked has a payload.
    if (input["FunctionName"] !== `${FUNCTION}authorizer`)
      return { Payload: Buffer.from(JSON.stringify({ body: event })) };
    const Effect = event.includes("let me in") ? "Allow" : "Deny";
    const Statement = [{ Action: "execute-api:Invoke", Effect, Resource: "*" }];
    const verdict = { principalId: "me", policyDocument: { Version: "2012-10-17", Statement }, context: { tier: 1 } };
    return { Payload: Buffer.from(JSON.stringify(verdict)) };
  });
  const nobody = await test().ask(api.url);
  expect(nobody).toMatchObject({ status: 401, text: '{"message":"Unauthorized"}' });
  expect(nobody.headers["x-amzn-errortype"]).toBe("UnauthorizedException");
  expect(await test().ask(api.url, { headers: { authorization: "no" } })).toMatchObject({ status: 403 });
  const letIn = await test().ask(api.url, { headers: { authorization: "let me in" } });
  expect(letIn.status).toBe(200);
  expect(letIn.text).toMatch(
    /"requestContext":\{"resourceId":"\w+","authorizer":\{"tier":"1","principalId":"me","integrationLatency":\d+\},"resourcePath":"\/"/,
  );
  expect(await test().ask(`${api.url}/free`)).toMatchObject({ status: 200, text: "free" });
});

it("an API's own policy decides about whoever asks", async () => {
  const api = await deployedApi(test(), { methods: { "GET /": mock("here"), "GET /secret": mock("secret") } });
  const statements = [
    { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" },
    { Effect: "Deny", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*/GET/secret" },
  ];
  const value = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const patchOperations = [{ op: "replace", path: "/policy", value } as const];
  await test().call(UpdateRestApi, { restApiId: api.id, patchOperations }, api.as);
  await deploy(test(), api);
  expect(await test().ask(api.url)).toMatchObject({ status: 200, text: "here" });
  const denied = await test().ask(`${api.url}/secret`);
  expect(denied.status).toBe(403);
  expect(denied.text).toMatch(/^\{"Message":"User: .* is not authorized to perform: execute-api:Invoke on resource: /);
});
