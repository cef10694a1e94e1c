import { uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { deployedApi, mock } from "../../testing/deployed-api.ts";
import { functionUri } from "../../testing/function-uri.ts";
import { useFront } from "../../testing/use-front.ts";

const test = useFront();

const FUNCTION = functionUri("arn:aws:lambda:us-east-1:111122223333:function:work");

it("a function without proxy is asked what the template makes, and its errors choose the response", async () => {
  const { url } = await deployedApi(test(), {
    methods: {
      "GET /{name}": {
        integration: {
          type: "AWS",
          integrationHttpMethod: "POST",
          uri: FUNCTION,
          requestTemplates: { "application/json": '{"hello":"$input.params("name")"}' },
        },
        responses: {
          "200": {},
          "404": {
            selectionPattern: ".*not found.*",
            responseTemplates: { "application/json": '{"why":$input.json("$.errorMessage")}' },
          },
        },
      },
    },
  });
  const fails = { errorMessage: "pet not found", errorType: "Error" };
  test().answers(({ input }) => {
    const payload = Buffer.from(input["Payload"] as Uint8Array).toString(); // as: what is invoked has a payload.
    if (payload.includes("nobody")) return { Payload: Buffer.from(JSON.stringify(fails)), FunctionError: "Unhandled" };
    return { Payload: Buffer.from(payload) };
  });
  expect(await test().ask(`${url}/Rex`)).toMatchObject({ status: 200, text: '{"hello":"Rex"}' });
  expect(await test().ask(`${url}/nobody`)).toMatchObject({ status: 404, text: '{"why":"pet not found"}' });
});

const behaves = (passthroughBehavior: string) => ({
  integration: {
    type: "AWS",
    integrationHttpMethod: "POST",
    uri: FUNCTION,
    passthroughBehavior,
    requestTemplates: { "application/json": '{"templated":true}' },
  } as const,
  responses: { "200": {} },
});

it("a body of a type that has no template passes or is refused, as the method says", async () => {
  const { url } = await deployedApi(test(), {
    methods: {
      "POST /match": behaves("WHEN_NO_MATCH"),
      "POST /never": behaves("NEVER"),
      "POST /none": behaves("WHEN_NO_TEMPLATES"),
    },
  });
  test().answers(({ input }) => ({ Payload: input["Payload"] }));
  const xml = { method: "POST", headers: { "content-type": "application/xml" }, body: '"<a/>"' };
  expect(await test().ask(`${url}/match`, xml)).toMatchObject({ status: 200, text: '"<a/>"' });
  for (const path of ["never", "none"]) {
    const answer = await test().ask(`${url}/${path}`, xml);
    expect(answer).toMatchObject({ status: 415, text: '{"message": "Unsupported Media Type"}' });
    expect(answer.headers["x-amzn-errortype"]).toBe("UnsupportedMediaTypeException");
  }
  expect(await test().ask(`${url}/never`, { method: "POST" })).toMatchObject({ text: '{"templated":true}' });
});

it("a mock answers with the response of the status that its template says", async () => {
  const { url } = await deployedApi(test(), {
    methods: {
      "GET /": {
        integration: {
          type: "MOCK",
          requestTemplates: { "application/json": '{statusCode: #if($input.params("bad") == "1")400#else 200#end}' },
        },
        responses: {
          "200": {
            responseTemplates: { "application/json": '{"id":"$context.requestId","path":"$context.resourcePath"}' },
          },
          "400": {
            selectionPattern: "400",
            responseTemplates: { "application/json": "#set($context.responseOverride.status = 418)short and stout" },
          },
        },
      },
      "GET /broken": { integration: { type: "MOCK" }, responses: { "200": {} } },
    },
  });
  const answer = await test().ask(url);
  expect(answer.text).toBe(`{"id":"${String(answer.headers["x-amzn-requestid"])}","path":"/"}`);
  expect(await test().ask(`${url}?bad=1`)).toMatchObject({ status: 418, text: "short and stout" });
  expect(await test().ask(`${url}/broken`)).toMatchObject({ status: 500 });
});

it("a template that fails is an error of the API", async () => {
  const { url } = await deployedApi(test(), { methods: { "GET /": mock("#foreach($x in") } });
  expect(await test().ask(url)).toMatchObject({ status: 500, text: '{"message": "Internal server error"}' });
});

it("a service is asked in the role of the integration, and its answer is mapped", async () => {
  const account = uniqueAccount();
  const { url } = await deployedApi(test(), {
    account,
    methods: {
      "POST /{queue}": {
        integration: {
          type: "AWS",
          integrationHttpMethod: "POST",
          uri: "arn:aws:apigateway:us-east-1:sqs:path/111122223333/{queue}",
          credentials: `arn:aws:iam::${account}:role/\${stageVariables.role}`,
          requestParameters: {
            "integration.request.path.queue": "method.request.path.queue",
            "integration.request.header.Content-Type": "'application/x-www-form-urlencoded'",
          },
          requestTemplates: { "application/json": "Action=SendMessage&MessageBody=$util.urlEncode($input.body)" },
        },
        responses: {
          "200": {
            responseTemplates: {
              "application/json": '{"id":$input.json("$.SendMessageResponse.SendMessageResult.MessageId")}',
            },
          },
        },
      },
    },
    variables: { role: "sender" },
  });
  test().answers(({ operation }) => {
    if (operation === "SendMessage") return { MessageId: "m-1", MD5OfMessageBody: "d" };
    if (operation !== "AssumeRole") return {};
    const Credentials = {
      AccessKeyId: "ASIAX",
      SecretAccessKey: "s",
      SessionToken: "t",
      Expiration: new Date(2 ** 42),
    };
    const AssumedRoleUser = { Arn: `arn:aws:sts::${account}:assumed-role/sender/x`, AssumedRoleId: "AROAX:x" };
    return { Credentials, AssumedRoleUser };
  });
  const answer = await test().ask(`${url}/orders`, { method: "POST", body: '{"a": 1}' });
  expect(answer).toMatchObject({ status: 200, text: '{"id":"m-1"}' });
  const sent = test().called.find(({ operation }) => operation === "SendMessage");
  expect(sent).toMatchObject({
    service: "sqs",
    input: { QueueUrl: expect.stringContaining("/111122223333/orders"), MessageBody: '{"a": 1}' },
    as: { onBehalfOf: { arn: `arn:aws:sts::${account}:assumed-role/sender/x` } },
  });
  const assumed = test().called.find(({ operation }) => operation === "AssumeRole");
  expect(assumed?.input["RoleArn"]).toBe(`arn:aws:iam::${account}:role/sender`);
  expect(assumed?.as.principal.sourceArn).toContain(`:${account}:`);
});

it("bytes and texts are converted as the method says", async () => {
  const { url } = await deployedApi(test(), {
    api: { binaryMediaTypes: ["image/png"] },
    methods: {
      "POST /": {
        integration: {
          type: "AWS",
          integrationHttpMethod: "POST",
          uri: FUNCTION,
          contentHandling: "CONVERT_TO_TEXT",
          requestTemplates: { "image/png": '"$input.body"' },
        },
        responses: {
          "200": { contentHandling: "CONVERT_TO_BINARY", responseTemplates: { "application/json": "$input.body" } },
        },
      },
    },
  });
  let payload = "";
  test().answers(({ input }) => {
    payload = Buffer.from(input["Payload"] as Uint8Array).toString(); // as: what is invoked has a payload.
    return { Payload: Buffer.from(Buffer.from("as bytes").toString("base64")) };
  });
  const sent = { method: "POST", headers: { "content-type": "image/png" }, body: Buffer.from([0, 255]) };
  expect(await test().ask(url, sent)).toMatchObject({ status: 200, text: "as bytes" });
  expect(payload).toBe(`"${Buffer.from([0, 255]).toString("base64")}"`);
});

it("of several templates of a response the client gets the one that it accepts", async () => {
  const { url } = await deployedApi(test(), {
    methods: {
      "GET /": {
        ...mock(""),
        responses: {
          "200": { responseTemplates: { "text/html": "<p>", "application/json": "{}", "text/plain": "text" } },
        },
      },
    },
  });
  for (const [accept, type, text] of [
    ["text/plain;q=0.5, image/png", "text/plain", "text"],
    ["text/html", "text/html", "<p>"],
    ["*/*", "application/json", "{}"],
  ] as const) {
    const answer = await test().ask(url, { headers: { accept } });
    expect(answer).toMatchObject({ text, headers: { "content-type": type } });
  }
});

it("what the template of a request overrides, the response's sees, and so does the answer", async () => {
  const request = `#set($context.requestOverride.path.body = $input.body)
#set($context.responseOverride.status = 202)#set($context.responseOverride.header.x-own = "request's"){"statusCode": 200}`;
  const { url } = await deployedApi(test(), {
    methods: {
      "POST /": {
        integration: { type: "MOCK", requestTemplates: { "application/json": request } },
        responses: { "200": { responseTemplates: { "application/json": "echo: $context.requestOverride.path.body" } } },
      },
    },
  });
  const answer = await test().ask(url, { method: "POST", body: "hello" });
  expect(answer).toMatchObject({ status: 202, text: "echo: hello" });
  expect(answer.headers["x-own"]).toBe("request's");
});

it("an integration with the caller's own permissions wants to know who calls", async () => {
  const account = uniqueAccount();
  const own = {
    integration: {
      type: "AWS_PROXY",
      integrationHttpMethod: "POST",
      uri: FUNCTION,
      credentials: "arn:aws:iam::*:user/*",
    } as const,
  };
  const { url } = await deployedApi(test(), {
    account,
    methods: { "GET /anybody": own, "GET /signed": { ...own, method: { authorizationType: "AWS_IAM" } } },
  });
  test().answers(() => ({ Payload: Buffer.from("{}") }));
  expect(await test().ask(`${url}/anybody`)).toMatchObject({ status: 500 });
  const credential = `Credential=${account}/20260101/us-east-1/execute-api/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`;
  const headers = { authorization, "x-amz-date": "20260101T000000Z" };
  expect(await test().ask(`${url}/signed`, { headers })).toMatchObject({ status: 200 });
  const invoked = test().called.findLast(({ operation }) => operation === "Invoke");
  expect(invoked?.as.onBehalfOf?.arn).toBe(`arn:aws:iam::${account}:root`);
});

it("what is no value of a header is not sent as one", async () => {
  const { url } = await deployedApi(test(), {
    methods: {
      "POST /": {
        integration: { type: "AWS", integrationHttpMethod: "POST", uri: FUNCTION },
        responses: {
          "200": { responseParameters: { "method.response.header.Location": "integration.response.body.where" } },
        },
      },
    },
  });
  test().answers(({ input }) => ({ Payload: input["Payload"] }));
  const ask = (where: string) => test().ask(url, { method: "POST", body: JSON.stringify({ where }) });
  expect((await ask("/there")).headers["location"]).toBe("/there");
  for (const where of ["a\r\nSet-Cookie: b=c", "日本"]) {
    expect(await ask(where)).toMatchObject({ status: 500, text: '{"message": "Internal server error"}' });
  }
});
