import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { deployedApi } from "../../testing/deployed-api.ts";
import { useFront } from "../../testing/use-front.ts";

const test = useFront();

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
  // Longer than clients keep an unused connection: a machine that stands still closes none that is just taken.
  endpoint.keepAliveTimeout = 65_000;
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
