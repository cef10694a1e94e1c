import { describe, expect, it } from "vitest";
import { useApigateway } from "./apigateway.ts";
import { createRestApi, proxy } from "./rest-api.ts";

const apigateway = useApigateway();

const ECHO = `export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });`;

const ID = /^[0-9a-f-]{36}$/;

describe("a function behind a REST API", () => {
  it("is given the request as AWS gives it", async () => {
    const { arn } = await apigateway.createFunction(ECHO);
    const api = await createRestApi(apigateway.rest(), { "POST /pets/{id}": proxy(arn) });
    const deploymentId = await api.deploy("prod", { variables: { color: "red" } });
    const url = `${apigateway.urlOf(api.id)}/prod/pets/a%20b?x=1&x=2&y=%2F`;
    const headers = { "content-type": "application/json", "user-agent": "test", "x-own": ["1", "2"] };
    const answer = await apigateway.ask(url, { method: "POST", headers, body: '{"a":1}' });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      "content-type": "application/json",
      "x-amzn-requestid": expect.stringMatching(ID),
      "x-amz-apigw-id": expect.stringMatching(/^[\w-]{15}=$/),
      "x-amzn-trace-id": expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}/),
    });
    const { host } = new URL(url);
    const event = JSON.parse(answer.text) as Record<string, unknown>; // as: what the function was given.
    expect(event).toEqual({
      resource: "/pets/{id}",
      path: "/pets/a%20b",
      httpMethod: "POST",
      headers: expect.objectContaining({ Host: host, "User-Agent": "test", "x-own": "2" }),
      multiValueHeaders: expect.objectContaining({ Host: [host], "x-own": ["1", "2"] }),
      queryStringParameters: { x: "2", y: "/" },
      multiValueQueryStringParameters: { x: ["1", "2"], y: ["/"] },
      pathParameters: { id: "a%20b" },
      stageVariables: { color: "red" },
      requestContext: {
        resourceId: api.resources.get("/pets/{id}"),
        resourcePath: "/pets/{id}",
        httpMethod: "POST",
        extendedRequestId: answer.headers["x-amz-apigw-id"],
        requestTime: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        path: "/prod/pets/a%20b",
        accountId: "000000000000",
        protocol: "HTTP/1.1",
        stage: "prod",
        domainPrefix: api.id,
        requestTimeEpoch: expect.any(Number),
        requestId: answer.headers["x-amzn-requestid"],
        identity: {
          cognitoIdentityPoolId: null,
          accountId: null,
          cognitoIdentityId: null,
          caller: null,
          sourceIp: expect.stringMatching(/^[\d.]+$/),
          principalOrgId: null,
          accessKey: null,
          cognitoAuthenticationType: null,
          cognitoAuthenticationProvider: null,
          userArn: null,
          userAgent: "test",
          user: null,
        },
        domainName: host,
        deploymentId,
        apiId: api.id,
      },
      body: '{"a":1}',
      isBase64Encoded: false,
    });
  });

  it("answers as it says, and with bytes where the API takes them for such", async () => {
    const { arn } = await apigateway.createFunction(`export const handler = async () => ({
      statusCode: 418,
      headers: { "Content-Type": "image/png", "X-Own": "yes" },
      multiValueHeaders: { "Set-Cookie": ["a=1", "b=2"] },
      body: Buffer.from([137, 80, 78, 71, 255]).toString("base64"),
      isBase64Encoded: true,
    });`);
    const binaryMediaTypes = ["image/png"];
    const api = await createRestApi(apigateway.rest(), { "GET /{proxy+}": proxy(arn) }, { binaryMediaTypes });
    await api.deploy("prod");
    const answer = await apigateway.ask(`${apigateway.urlOf(api.id)}/prod/some/where`, {
      headers: { accept: "image/png" },
    });
    expect(answer).toMatchObject({ status: 418, bytes: Buffer.from([137, 80, 78, 71, 255]) });
    expect(answer.headers).toMatchObject({
      "content-type": "image/png",
      "x-own": "yes",
      "set-cookie": ["a=1", "b=2"],
    });
  });

  it("that fails, or answers nothing of the form, is told in AWS's words", async () => {
    const fails = await apigateway.createFunction("export const handler = async () => { throw new Error('secret'); };");
    const speaks = await apigateway.createFunction("export const handler = async () => 'hello';");
    const api = await createRestApi(apigateway.rest(), {
      "GET /fails": proxy(fails.arn),
      "GET /speaks": proxy(speaks.arn),
    });
    await api.deploy("prod");
    for (const path of ["fails", "speaks"]) {
      const answer = await apigateway.ask(`${apigateway.urlOf(api.id)}/prod/${path}`);
      expect(answer).toMatchObject({ status: 502, text: '{"message": "Internal server error"}' });
      expect(answer.headers["x-amzn-errortype"]).toBe("InternalServerErrorException");
    }
  });

  it("that lets API Gateway not invoke it is not invoked", async () => {
    const { arn } = await apigateway.createFunction(ECHO);
    const closed = await createRestApi(apigateway.rest(), { "GET /": proxy(arn.replace(/[^:]+$/, "other")) });
    await closed.deploy("prod");
    expect(await apigateway.ask(`${apigateway.urlOf(closed.id)}/prod/`)).toMatchObject({
      status: 500,
      text: '{"message": "Internal server error"}',
    });
  });

  it("does not hear of paths and stages that are none", async () => {
    const { arn } = await apigateway.createFunction(ECHO);
    const api = await createRestApi(apigateway.rest(), { "GET /pets": proxy(arn) });
    await api.deploy("prod");
    const url = apigateway.urlOf(api.id);
    const missing = { status: 403, text: '{"message":"Missing Authentication Token"}' };
    expect(await apigateway.ask(`${url}/prod/cats`)).toMatchObject({
      ...missing,
      headers: { "x-amzn-errortype": "MissingAuthenticationTokenException", "content-type": "application/json" },
    });
    expect(await apigateway.ask(`${url}/prod/pets`, { method: "PUT" })).toMatchObject(missing);
    const forbidden = { status: 403, text: '{"message":"Forbidden"}' };
    expect(await apigateway.ask(`${url}/dev/pets`)).toMatchObject(forbidden);
    expect(await apigateway.ask(`${apigateway.urlOf("zzzzzzzzzz")}/prod/pets`)).toMatchObject(forbidden);
  });
});
