import { describe, expect, it } from "vitest";
import { urlAddress } from "./url-address.ts";
import { urlEvent, type UrlRequest } from "./url-event.ts";

const HOST = "gxn4ocnpcc2fg65qqfmkdrl4li0ohyvw.lambda-url.ap-southeast-1.localhost:4566";
const request: UrlRequest = {
  id: "gxn4ocnpcc2fg65qqfmkdrl4li0ohyvw",
  method: "GET",
  path: "/api/items/a%20b",
  query: "",
  headers: { host: HOST, "user-agent": "curl/8.5.0", accept: "*/*" },
  body: Buffer.alloc(0),
  sourceIp: "192.0.2.7",
  requestId: "b0d049da-f0d3-4bac-9f90-f1a623b43075",
  traceId: "Root=1-62bb252d-1d7f3e030c92ebf435c41bc1;Parent=0123456789abcdef;Sampled=0",
  at: Date.UTC(2022, 5, 28, 15, 58, 37, 279),
  signedBy: undefined,
};
const eventOf = (more: Partial<UrlRequest> = {}): unknown => JSON.parse(urlEvent({ ...request, ...more }));

describe("the event of a request to a URL", () => {
  it("is of payload format 2.0, as AWS sends it", () => {
    expect(eventOf()).toEqual({
      version: "2.0",
      routeKey: "$default",
      rawPath: "/api/items/a%20b",
      rawQueryString: "",
      headers: {
        host: HOST,
        "user-agent": "curl/8.5.0",
        accept: "*/*",
        "x-forwarded-for": "192.0.2.7",
        "x-forwarded-port": "4566",
        "x-forwarded-proto": "http",
        "x-amzn-trace-id": "Root=1-62bb252d-1d7f3e030c92ebf435c41bc1",
      },
      requestContext: {
        accountId: "anonymous",
        apiId: "gxn4ocnpcc2fg65qqfmkdrl4li0ohyvw",
        domainName: HOST,
        domainPrefix: "gxn4ocnpcc2fg65qqfmkdrl4li0ohyvw",
        http: {
          method: "GET",
          path: "/api/items/a%20b",
          protocol: "HTTP/1.1",
          sourceIp: "192.0.2.7",
          userAgent: "curl/8.5.0",
        },
        requestId: "b0d049da-f0d3-4bac-9f90-f1a623b43075",
        routeKey: "$default",
        stage: "$default",
        time: "28/Jun/2022:15:58:37 +0000",
        timeEpoch: 1656431917279,
      },
      isBase64Encoded: false,
    });
  });

  it("tells parameters of one name together, and cookies apart from the headers", () => {
    const headers = { ...request.headers, cookie: "a=1; b=2" };
    const event = eventOf({ query: "p=1&q=x%20y&p=2&e", headers });
    expect(event).toMatchObject({
      rawQueryString: "p=1&q=x%20y&p=2&e",
      queryStringParameters: { p: "1,2", q: "x y", e: "" },
      cookies: ["a=1", "b=2"],
    });
    expect(event).not.toHaveProperty("headers.cookie");
  });

  it.each([
    ["application/json", false],
    ["text/plain;charset=UTF-8", false],
    ["application/vnd.api+json; x=1", false],
    ["application/x-www-form-urlencoded", true],
    ["image/png", true],
    [undefined, true],
  ])("has a body of type %s as it is, or in base64", (type, isBase64Encoded) => {
    const body = Buffer.from("körper");
    const event = eventOf({ body, headers: { ...request.headers, "content-type": type } });
    expect(event).toMatchObject({ body: body.toString(isBase64Encoded ? "base64" : "utf8"), isBase64Encoded });
  });

  it("tells who signed", () => {
    const arn = "arn:aws:iam::123456789012:user/ada";
    expect(eventOf({ signedBy: { accessKey: "AKIAX", account: "123456789012", arn, id: "AIDAX" } })).toMatchObject({
      requestContext: {
        accountId: "123456789012",
        authorizer: {
          iam: {
            accessKey: "AKIAX",
            accountId: "123456789012",
            callerId: "AIDAX",
            cognitoIdentity: null,
            principalOrgId: null,
            userArn: arn,
            userId: "AIDAX",
          },
        },
      },
    });
  });
});

it.each([
  ["abc.lambda-url.us-east-1.on.aws", { id: "abc", region: "us-east-1" }],
  ["ABC.Lambda-url.us-east-1.localhost:4566", undefined],
  ["ABC.lambda-url.eu-central-1.localhost.localstack.cloud:4566", { id: "abc", region: "eu-central-1" }],
  ["my-own.lambda-url.us-gov-west-1.localhost", { id: "my-own", region: "us-gov-west-1" }],
  ["lambda-url.us-east-1.localhost", undefined],
  ["a.b.lambda-url.us-east-1.localhost", undefined],
  ["lambda.us-east-1.localhost", undefined],
])("the host %s names a URL or none", (host, address) => {
  expect(urlAddress(host)).toEqual(address);
});
