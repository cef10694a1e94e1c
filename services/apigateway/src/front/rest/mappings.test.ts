import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { uniqueAccount } from "@skylab/service/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { deployedApi, functionUri, mock } from "../../testing/deployed-api.ts";
import { useFront } from "../../testing/use-front.ts";

const test = useFront();

const FUNCTION = functionUri("arn:aws:lambda:us-east-1:111122223333:function:work");

/** An endpoint outside, and what it was asked last. */
let endpoint: Server;
let base = "";
let asked: (Pick<IncomingMessage, "method" | "url" | "headers"> & { readonly body: string }) | undefined;

beforeAll(async () => {
  endpoint = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { headers, method, url } = request;
      asked = { method, url, headers, body: Buffer.concat(chunks).toString() };
      const status = Number(/status=(\d+)/.exec(url ?? "")?.[1] ?? 200);
      response.writeHead(status, { "content-type": "text/plain", server: "outside", "x-from": "there" });
      response.end(`answer to ${method}`);
    });
  });
  endpoint.listen(0, "127.0.0.1");
  await once(endpoint, "listening");
  const address = endpoint.address();
  base = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
});
afterAll(async () => {
  endpoint.closeAllConnections();
  endpoint.close();
  await once(endpoint, "close");
});

it("an HTTP proxy hands on method, path, query, headers and body, and the answer back", async () => {
  const { id, url } = await deployedApi(test(), {
    methods: {
      "ANY /{proxy+}": {
        integration: {
          type: "HTTP_PROXY",
          integrationHttpMethod: "ANY",
          uri: `${base}/behind/{proxy}`,
          requestParameters: {
            "integration.request.path.proxy": "method.request.path.proxy",
            "integration.request.header.x-stage": "context.stage",
          },
        },
      },
    },
  });
  const headers = { "X-Own": "mine", connection: "close", te: "trailers", via: "1.1 here" };
  const answer = await test().ask(`${url}/a%20b/c?q=1%2B1&q=2`, { method: "PUT", headers, body: "sent" });
  expect(asked).toMatchObject({ method: "PUT", url: "/behind/a%20b/c?q=1%2B1&q=2", body: "sent" });
  expect(asked?.headers).toMatchObject({
    host: new URL(base).host,
    "x-own": "mine",
    "x-stage": "test",
    "x-amzn-apigateway-api-id": id,
    "x-amzn-trace-id": expect.stringMatching(/^Root=1-/),
  });
  expect(asked?.headers["via"]).toBeUndefined();
  expect(asked?.headers["te"]).toBeUndefined();
  expect(answer).toMatchObject({ status: 200, text: "answer to PUT" });
  expect(answer.headers).toMatchObject({
    "content-type": "text/plain",
    "x-from": "there",
    "x-amzn-remapped-server": "outside",
  });
});

it("an HTTP integration is asked what the mappings say, and answers what they make of the answer", async () => {
  const { id, url } = await deployedApi(test(), {
    methods: {
      "POST /pets/{id}": {
        integration: {
          type: "HTTP",
          integrationHttpMethod: "PATCH",
          uri: `${base}/\${stageVariables.where}/{number}`,
          requestParameters: {
            "integration.request.path.number": "method.request.path.id",
            "integration.request.querystring.name": "method.request.body.pet.name",
            "integration.request.header.x-key": "method.request.header.X-Key",
            "integration.request.querystring.fixed": "'a b'",
          },
          requestTemplates: { "application/json": '{"name":$input.json("$.pet.name"),"id":"$input.params("id")"}' },
        },
        responses: {
          "201": {
            responseParameters: {
              "method.response.header.X-There": "integration.response.header.x-from",
              "method.response.header.Server": "'ours'",
            },
            responseTemplates: { "text/html": "<p>$input.body</p>" },
          },
        },
      },
    },
    variables: { where: "zoo" },
  });
  const headers = { "content-type": "application/json; charset=utf-8", "x-key": "secret", "x-unmapped": "stays" };
  const answer = await test().ask(`${url}/pets/7?unmapped=1`, {
    method: "POST",
    headers,
    body: JSON.stringify({ pet: { name: "Rex" } }),
  });
  expect(asked).toMatchObject({ method: "PATCH", url: "/zoo/7?name=Rex&fixed=a%20b", body: '{"name":"Rex","id":"7"}' });
  expect(asked?.headers).toMatchObject({
    "user-agent": `AmazonAPIGateway_${id}`,
    accept: "application/json",
    "x-key": "secret",
  });
  expect(asked?.headers["x-unmapped"]).toBeUndefined();
  expect(answer).toMatchObject({ status: 201, text: "<p>answer to PATCH</p>" });
  expect(answer.headers).toMatchObject({
    "content-type": "text/html",
    "x-there": "there",
    "x-amzn-remapped-server": "ours",
  });
});

it("integration responses are chosen by the status of an endpoint", async () => {
  const { url } = await deployedApi(test(), {
    methods: {
      "GET /": {
        integration: {
          type: "HTTP",
          integrationHttpMethod: "GET",
          uri: `${base}/`,
          requestParameters: { "integration.request.querystring.status": "method.request.querystring.status" },
        },
        responses: {
          "200": {},
          "404": { selectionPattern: "4\\d{2}" },
          "502": { selectionPattern: "5\\d{2}", responseTemplates: { "application/json": "down" } },
        },
      },
    },
  });
  expect(await test().ask(`${url}?status=200`)).toMatchObject({ status: 200, text: "answer to GET" });
  expect(await test().ask(`${url}?status=403`)).toMatchObject({ status: 404 });
  expect(await test().ask(`${url}?status=500`)).toMatchObject({ status: 502, text: "down" });
});

it("where no integration response fits, the API is at fault", async () => {
  const { url } = await deployedApi(test(), {
    methods: {
      "GET /": {
        integration: { type: "HTTP", integrationHttpMethod: "GET", uri: `${base}/` },
        responses: { "404": { selectionPattern: "404" } },
      },
    },
  });
  expect(await test().ask(url)).toMatchObject({ status: 500, text: '{"message": "Internal server error"}' });
});

it("an endpoint that cannot be reached is told as a network error", async () => {
  const { url } = await deployedApi(test(), {
    methods: {
      "GET /": { integration: { type: "HTTP_PROXY", integrationHttpMethod: "GET", uri: "http://127.0.0.1:1/" } },
    },
  });
  expect(await test().ask(url)).toMatchObject({
    status: 504,
    text: '{"message": "Network error communicating with endpoint"}',
  });
});

it("headers that AWS sets itself may not be mapped", async () => {
  const { url } = await deployedApi(test(), {
    methods: {
      "GET /": {
        integration: {
          type: "HTTP",
          integrationHttpMethod: "GET",
          uri: `${base}/`,
          requestParameters: { "integration.request.header.Content-Length": "'7'" },
        },
        responses: { "200": {} },
      },
    },
  });
  expect(await test().ask(url)).toMatchObject({ status: 500, text: '{"message": "Internal server error"}' });
});

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

it("a path that nothing is mapped to, and a URI that is none, are errors of the API", async () => {
  const { url } = await deployedApi(test(), {
    methods: {
      "GET /open": { integration: { type: "HTTP_PROXY", integrationHttpMethod: "GET", uri: `${base}/{id}` } },
      "GET /none": {
        integration: { type: "HTTP_PROXY", integrationHttpMethod: "GET", uri: "http://${stageVariables.nothing}" },
      },
    },
  });
  for (const path of ["open", "none"]) expect(await test().ask(`${url}/${path}`)).toMatchObject({ status: 500 });
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

it("of several values of a parameter the last is mapped, or all where the mapping says so", async () => {
  const { url } = await deployedApi(test(), {
    methods: {
      "GET /": {
        integration: {
          type: "HTTP_PROXY",
          integrationHttpMethod: "GET",
          uri: `${base}/`,
          requestParameters: {
            "integration.request.querystring.one": "method.request.querystring.q",
            "integration.request.querystring.all": "method.request.multivaluequerystring.q",
            "integration.request.header.x-own": "method.request.header.x-many",
            "integration.request.header.x-all": "method.request.multivalueheader.x-many",
          },
        },
      },
    },
  });
  await test().ask(`${url}?q=1&q=2`, { headers: ["x-many", "a", "x-many", "b", "X-Own", "the client's"] });
  const query = new URLSearchParams(asked?.url?.slice("/?".length));
  expect(query.getAll("one")).toEqual(["2"]);
  expect(query.getAll("all")).toEqual(["1", "2"]);
  expect(asked?.headers).toMatchObject({ "x-own": "b", "x-all": "a, b" });
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
