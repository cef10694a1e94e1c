import { describe, expect, it } from "vitest";
import { webEvent, type WebRequest } from "./web-event.ts";

const request: WebRequest = {
  method: "GET",
  path: "/prod/pets/a%20b",
  rawQuery: "",
  query: [],
  headers: [
    ["host", "abc.execute-api.localhost:4566"],
    ["user-agent", "curl/8.5.0"],
  ],
  body: Buffer.alloc(0),
  sourceIp: "192.0.2.7",
  requestId: "JKJaXmPLvHcESHA=",
  at: Date.UTC(2020, 2, 12, 19, 3, 58, 390),
  accountId: "123456789012",
  apiId: "abc",
  domainName: "abc.execute-api.localhost",
  domainPrefix: "abc",
  stage: "prod",
  routeKey: "GET /pets/{name}",
};
const eventOf = (more: Partial<WebRequest> = {}): unknown => JSON.parse(webEvent({ ...request, ...more }));

describe("the event of a request", () => {
  it("is of payload format 2.0, its members in AWS's order", () => {
    const text = webEvent({
      ...request,
      rawQuery: "a=1",
      query: [["a", "1"]],
      body: Buffer.from("{}"),
      headers: [...request.headers, ["content-type", "application/json"], ["cookie", "a=1; b=2"]],
      pathParameters: { name: "a b" },
      stageVariables: { color: "blue" },
      authorizer: { lambda: { key: "value" } },
    });
    expect(text).toBe(
      JSON.stringify({
        version: "2.0",
        routeKey: "GET /pets/{name}",
        rawPath: "/prod/pets/a%20b",
        rawQueryString: "a=1",
        cookies: ["a=1", "b=2"],
        headers: {
          host: "abc.execute-api.localhost:4566",
          "user-agent": "curl/8.5.0",
          "content-type": "application/json",
        },
        queryStringParameters: { a: "1" },
        requestContext: {
          accountId: "123456789012",
          apiId: "abc",
          authorizer: { lambda: { key: "value" } },
          domainName: "abc.execute-api.localhost",
          domainPrefix: "abc",
          http: {
            method: "GET",
            path: "/prod/pets/a%20b",
            protocol: "HTTP/1.1",
            sourceIp: "192.0.2.7",
            userAgent: "curl/8.5.0",
          },
          requestId: "JKJaXmPLvHcESHA=",
          routeKey: "GET /pets/{name}",
          stage: "prod",
          time: "12/Mar/2020:19:03:58 +0000",
          timeEpoch: 1584039838390,
        },
        body: "{}",
        pathParameters: { name: "a b" },
        isBase64Encoded: false,
        stageVariables: { color: "blue" },
      }),
    );
  });

  it("leaves out what there is nothing of", () => {
    const event = eventOf({ pathParameters: {}, stageVariables: {} });
    for (const member of ["body", "cookies", "pathParameters", "queryStringParameters", "stageVariables"]) {
      expect(event).not.toHaveProperty(member);
    }
    expect(event).not.toHaveProperty("requestContext.authorizer");
  });

  it("tells values of one name together, however they come", () => {
    const event = eventOf({
      rawQuery: "p=1&p=2",
      query: new URLSearchParams("p=1&p=2"),
      headers: new Map([["x-own", ["1", "2"]]]),
    });
    expect(event).toMatchObject({ queryStringParameters: { p: "1,2" }, headers: { "x-own": "1,2" } });
  });

  it("takes names that objects have themselves", () => {
    const event = webEvent({ ...request, rawQuery: "__proto__=1", query: new URLSearchParams("__proto__=1") });
    expect(event).toContain('"queryStringParameters":{"__proto__":"1"}');
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
    const event = eventOf({ body, headers: [["content-type", type]] });
    expect(event).toMatchObject({ body: body.toString(isBase64Encoded ? "base64" : "utf8"), isBase64Encoded });
  });

  it("tells the time of each request, of one second or another", () => {
    expect(eventOf({ at: Date.UTC(2020, 2, 12, 19, 3, 58, 999) })).toMatchObject({
      requestContext: { time: "12/Mar/2020:19:03:58 +0000" },
    });
    expect(eventOf({ at: Date.UTC(2020, 2, 2, 19, 3, 59) })).toMatchObject({
      requestContext: { time: "02/Mar/2020:19:03:59 +0000" },
    });
  });
});
