import { expect, it } from "vitest";
import { deployedApi, functionProxy, mock } from "../../testing/deployed-api.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { refusal } from "@skylab/service/testing";
import { TestInvokeMethod } from "./TestInvokeMethod.ts";

const test = useApigateway();

const ECHO = "arn:aws:lambda:us-east-1:111122223333:function:echo";

it("a test answers as the method would, and tells all that happened", async () => {
  const { as, id, resources } = await deployedApi(test(), { methods: { "GET /pets/{id}": functionProxy(ECHO) } });
  test().clock.set(Date.parse("2022-03-05T15:47:32Z"));
  test().answers(({ input }) => {
    const event = Buffer.from(input["Payload"] as Uint8Array).toString(); // as: what is invoked has a payload.
    return { Payload: Buffer.from(JSON.stringify({ statusCode: 201, headers: { "X-One": "1" }, body: event })) };
  });
  const asked = {
    restApiId: id,
    resourceId: resources.get("/pets/{id}") ?? "",
    httpMethod: "GET",
    pathWithQueryString: "/pets/7?page=2",
    headers: { Accept: "text/plain", Authorization: "Bearer secret" },
    stageVariables: { color: "red" },
  };
  const { body, headers, log, multiValueHeaders, status } = await test().call(TestInvokeMethod, asked, as);
  test().clock.release();
  expect(status).toBe(201);
  expect(headers).toEqual({ "Content-Type": "application/json", "X-One": "1" });
  expect(multiValueHeaders).toEqual({ "Content-Type": ["application/json"], "X-One": ["1"] });
  expect(JSON.parse(body ?? "")).toMatchObject({
    resource: "/pets/{id}",
    path: "/pets/7",
    headers: { Accept: "text/plain" },
    queryStringParameters: { page: "2" },
    pathParameters: { id: "7" },
    stageVariables: { color: "red" },
    requestContext: {
      stage: "test-invoke-stage",
      resourcePath: "/pets/{id}",
      domainName: "testPrefix.testDomainName",
      domainPrefix: "testPrefix",
      path: "/pets/7",
      identity: { apiKey: "test-invoke-api-key", sourceIp: "test-invoke-source-ip" },
    },
  });
  const lines = log?.split("\n") ?? [];
  const at = "Sat Mar 05 15:47:32 UTC 2022 : ";
  expect(lines[0]).toMatch(/^Execution log for request [0-9a-f-]{36}$/);
  expect(lines[1]).toMatch(/^Sat Mar 05 15:47:32 UTC 2022 : Starting execution for request: [0-9a-f-]{36}$/);
  expect(lines).toContain(`${at}HTTP Method: GET, Resource Path: /pets/7`);
  expect(lines).toContain(`${at}Method request path: {id=7}`);
  expect(lines).toContain(`${at}Method request query string: {page=2}`);
  expect(lines).toContain(`${at}Method request headers: {accept=text/plain, authorization=*****}`);
  expect(lines).toContain(`${at}Method response headers: {Content-Type=application/json, X-One=1}`);
  expect(lines.slice(-3)).toEqual([
    `${at}Successfully completed execution`,
    `${at}Method completed with status: 201`,
    "",
  ]);
});

it("a test is of the API as it is now, and tells why it fails", async () => {
  const { as, id, resources } = await deployedApi(test(), { methods: { "GET /": functionProxy(ECHO) } });
  test().answers(() => ({ Payload: Buffer.from('"hello"') }));
  const asked = { restApiId: id, resourceId: resources.get("/") ?? "", httpMethod: "GET" };
  const { body, log, status } = await test().call(TestInvokeMethod, asked, as);
  expect({ status, body }).toEqual({ status: 502, body: '{"message": "Internal server error"}' });
  expect(log).toContain(" : Execution failed due to configuration error: Malformed Lambda proxy response\n");
  expect(log).toContain(" : Method completed with status: 502\n");
});

it("a method that is not there cannot be tested", async () => {
  const { as, id, resources } = await deployedApi(test(), { methods: { "ANY /": mock("any") } });
  const asked = { restApiId: id, resourceId: resources.get("/") ?? "", httpMethod: "GET" };
  expect(await refusal(test().call(TestInvokeMethod, asked, as))).toBe(
    "NotFoundException: Invalid Method identifier specified",
  );
  expect(await refusal(test().call(TestInvokeMethod, { ...asked, resourceId: "nothng" }, as))).toBe(
    "NotFoundException: Invalid Resource identifier specified",
  );
  const any = await test().call(TestInvokeMethod, { ...asked, httpMethod: "ANY" }, as);
  expect(any.body).toBe("any");
});
