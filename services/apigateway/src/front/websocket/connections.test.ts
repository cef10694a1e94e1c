import { EventEmitter, once } from "node:events";
import { describe, expect, it, vi } from "vitest";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { useSockets } from "../../testing/use-sockets.ts";
import { deployedWebSocketApi, type Event, eventOf, returned } from "../../testing/web-socket-api.ts";

const apigateway = useApigateway();
const startReplica = useSockets(apigateway);

const PROXY = { $connect: {}, $disconnect: {}, $default: {} };

/** What functions were invoked with for an API since. */
const eventsOf = (apiId: string): readonly Event[] =>
  apigateway()
    .called.filter(({ operation }) => operation === "Invoke")
    .map(eventOf)
    .filter(({ requestContext }) => requestContext["apiId"] === apiId);

/** Has functions answer by their events. */
const functions = (answer: (event: Event) => unknown): void =>
  apigateway().answers((call) => (call.operation === "Invoke" ? returned(answer(eventOf(call))) : {}));

describe("a connection", () => {
  it("is told to its function as AWS tells it, to the byte", async () => {
    const test = apigateway();
    const { id } = await deployedWebSocketApi(test, { routes: PROXY });
    const replica = await startReplica();
    functions(() => ({ statusCode: 200 }));
    test.clock.set(Date.UTC(2025, 2, 16, 0, 46, 22, 306));
    const socket = await replica.connect("/test?room=1&room=2", {
      headers: { "User-Agent": "chat/1.0", Cookie: "a=1", Host: `${id}.execute-api.localhost` },
    });
    test.clock.release();
    const call = test.called.findLast(({ operation }) => operation === "Invoke");
    const text = Buffer.from(call?.input["Payload"] as Uint8Array).toString(); // as: what a function gets
    const id16 = "[A-Za-z0-9_-]{15}=";
    const shape = new RegExp(
      `^\\{"headers":\\{"Cookie":"a=1","Host":"${id}.execute-api.localhost","Sec-WebSocket-Extensions":"[^"]+","Sec-WebSocket-Key":"[^"]+","Sec-WebSocket-Version":"13","User-Agent":"chat/1.0","X-Amzn-Trace-Id":"Root=[^"]+","X-Forwarded-For":"127.0.0.1","X-Forwarded-Port":"80","X-Forwarded-Proto":"http"\\},` +
        `"multiValueHeaders":\\{"Cookie":\\["a=1"\\],.*\\},` +
        `"queryStringParameters":\\{"room":"2"\\},"multiValueQueryStringParameters":\\{"room":\\["1","2"\\]\\},` +
        `"requestContext":\\{"routeKey":"\\$connect","eventType":"CONNECT","extendedRequestId":"(${id16})","requestTime":"16/Mar/2025:00:46:22 \\+0000","messageDirection":"IN","stage":"test","connectedAt":1742085982306,"requestTimeEpoch":1742085982306,"identity":\\{"userAgent":"chat/1.0","sourceIp":"127.0.0.1"\\},"requestId":"\\1","domainName":"${id}.execute-api.localhost","connectionId":"${id16}","apiId":"${id}"\\},"isBase64Encoded":false\\}$`,
    );
    expect(text).toMatch(shape);
    expect(call?.as).toMatchObject({
      principal: {
        name: "apigateway.amazonaws.com",
        sourceArn: expect.stringMatching(/^arn:aws:execute-api:us-east-1:\d{12}:.{10}\/test\/\$connect$/),
      },
    });
    socket.close();
    await socket.ended;
  });

  it("is told its messages and its end, which has the client's code and reason", async () => {
    const test = apigateway();
    const { id, path } = await deployedWebSocketApi(test, { routes: PROXY });
    const replica = await startReplica();
    functions(() => ({ statusCode: 200 }));
    const socket = await replica.connect(path);
    socket.send('{"action":"any"}');
    socket.close(4001, "enough");
    await socket.ended;
    await replica.stop();
    const [connect, message, disconnect] = eventsOf(id);
    const { connectionId } = connect?.requestContext ?? {};
    expect(Object.keys(message ?? {})).toEqual(["requestContext", "body", "isBase64Encoded"]);
    expect(Object.keys(message?.requestContext ?? {})).toEqual([
      "routeKey",
      "messageId",
      "eventType",
      "extendedRequestId",
      "requestTime",
      "messageDirection",
      "stage",
      "connectedAt",
      "requestTimeEpoch",
      "identity",
      "requestId",
      "domainName",
      "connectionId",
      "apiId",
    ]);
    expect(message).toMatchObject({
      body: '{"action":"any"}',
      isBase64Encoded: false,
      requestContext: { routeKey: "$default", eventType: "MESSAGE", connectionId },
    });
    expect(Object.keys(disconnect ?? {})).toEqual([
      "headers",
      "multiValueHeaders",
      "requestContext",
      "isBase64Encoded",
    ]);
    expect(Object.keys(disconnect?.requestContext ?? {})).toEqual([
      "routeKey",
      "disconnectStatusCode",
      "eventType",
      "extendedRequestId",
      "requestTime",
      "messageDirection",
      "disconnectReason",
      "stage",
      "connectedAt",
      "requestTimeEpoch",
      "identity",
      "requestId",
      "domainName",
      "connectionId",
      "apiId",
    ]);
    expect(disconnect).toMatchObject({
      headers: { "x-api-key": "", "X-Forwarded-For": "", "x-restapi": "" },
      requestContext: { routeKey: "$disconnect", disconnectStatusCode: 4001, disconnectReason: "enough", connectionId },
    });
  });

  it("that ends without a code, or without a close frame, is told so", async () => {
    const test = apigateway();
    const { id, path } = await deployedWebSocketApi(test, { routes: PROXY });
    const replica = await startReplica();
    functions(() => ({ statusCode: 200 }));
    const closed = await replica.connect(path);
    closed.close();
    await closed.ended;
    const broken = await replica.connect(path);
    broken.terminate();
    await vi.waitFor(() => {
      const ends = eventsOf(id).filter(({ requestContext }) => requestContext.eventType === "DISCONNECT");
      expect(ends.map(({ requestContext: of }) => [of["disconnectStatusCode"], of["disconnectReason"]])).toEqual([
        [1005, "Client-side close frame status not set"],
        [1006, ""],
      ]);
    });
  });

  it("that ends while a message of it is handled has its end told behind that", async () => {
    const test = apigateway();
    const { id, path } = await deployedWebSocketApi(test, { routes: PROXY });
    const replica = await startReplica();
    const events = new EventEmitter();
    const mayAnswer = once(events, "answer");
    const order: string[] = [];
    test.answers(async (call) => {
      if (call.operation !== "Invoke") return {};
      const { eventType } = eventOf(call).requestContext;
      if (eventType === "MESSAGE") await mayAnswer;
      order.push(eventType);
      return returned({ statusCode: 200 });
    });
    const socket = await replica.connect(path);
    socket.send("hello");
    await vi.waitFor(() => expect(eventsOf(id)).toHaveLength(2));
    socket.close();
    await socket.ended;
    const stopped = replica.stop();
    events.emit("answer");
    await stopped;
    expect(order).toEqual(["CONNECT", "MESSAGE", "DISCONNECT"]);
  });

  it("is made whatever a mapped integration of $connect answers, as at AWS", async () => {
    const refusing = { IntegrationType: "MOCK", RequestTemplates: { $default: '{"statusCode":400}' } } as const;
    const routes = { $connect: { integration: { ...refusing, IntegrationUri: undefined } }, $default: {} };
    const { path } = await deployedWebSocketApi(apigateway(), { routes });
    const socket = await (await startReplica()).connect(path);
    socket.close();
    await socket.ended;
  });

  it("needs no $connect, and no routes that tell of its end", async () => {
    const { path } = await deployedWebSocketApi(apigateway(), { routes: { $default: { isTwoWay: true } } });
    const replica = await startReplica();
    functions(({ body }) => ({ statusCode: 200, body: `heard ${body}` }));
    const socket = await replica.connect(path);
    socket.send("hello");
    expect(await socket.next()).toBe("heard hello");
    socket.close();
    await socket.ended;
  });

  it("gets the sub-protocol that its function chooses", async () => {
    const { path } = await deployedWebSocketApi(apigateway(), { routes: { $connect: {}, $default: {} } });
    const replica = await startReplica();
    functions(() => ({ statusCode: 200, headers: { "sec-websocket-protocol": "chat.v2" } }));
    const socket = await replica.connect(path, {}, ["chat.v1", "chat.v2"]);
    expect(socket.protocol).toBe("chat.v2");
    socket.close();
    await socket.ended;
  });

  it("is refused with the status that its function says, with 502 where that fails, and without an end to tell", async () => {
    const test = apigateway();
    const { id, path } = await deployedWebSocketApi(test, { routes: PROXY });
    const replica = await startReplica();
    functions(() => ({ statusCode: 401, body: "who are you?" }));
    await expect(replica.connect(path)).rejects.toThrow("HTTP 401: who are you?");
    functions(() => "no answer");
    await expect(replica.connect(path)).rejects.toThrow(
      /HTTP 502: \{"message": "Internal server error", "connectionId":"[^"]+", "requestId":"[^"]+"\}/,
    );
    test.answers(() => ({ ...returned({ errorMessage: "a bug" }), FunctionError: "Unhandled" }));
    await expect(replica.connect(path)).rejects.toThrow("HTTP 502");
    await replica.stop();
    expect(eventsOf(id).filter(({ requestContext }) => requestContext.eventType !== "CONNECT")).toEqual([]);
  });

  it("to nothing, or to another kind of API, is refused", async () => {
    const { id } = await deployedWebSocketApi(apigateway(), { routes: PROXY });
    const replica = await startReplica();
    await expect(replica.connect("/_aws/execute-api/a1b2c3d4e5/test")).rejects.toThrow("HTTP 403");
    await expect(replica.connect(`/_aws/execute-api/${id}/other`)).rejects.toThrow("HTTP 403");
    await expect(replica.connect("/elsewhere")).rejects.toThrow("HTTP 403");
  });

  it("without parameters that its route requires, or an API key, is refused before anybody is asked", async () => {
    const test = apigateway();
    const strict = { route: { RequestParameters: { "route.request.querystring.room": { Required: true } } } };
    const keyed = { route: { ApiKeyRequired: true } };
    const replica = await startReplica();
    const needsRoom = await deployedWebSocketApi(test, { routes: { $connect: strict } });
    await expect(replica.connect(needsRoom.path)).rejects.toThrow(
      /HTTP 400: \{"message": "Missing required request parameters: \[room\]"/,
    );
    const needsKey = await deployedWebSocketApi(test, { routes: { $connect: keyed } });
    await expect(replica.connect(needsKey.path)).rejects.toThrow('HTTP 403: {"message": "Forbidden"');
    expect([...eventsOf(needsRoom.id), ...eventsOf(needsKey.id)]).toEqual([]);
  });
});

describe("an access log", () => {
  it("has a line of each thing that happens", async () => {
    const Format =
      "$context.requestId $context.eventType $context.routeKey $context.status $context.disconnectStatusCode";
    const AccessLogSettings = { DestinationArn: "arn:aws:logs:us-east-1:111122223333:log-group:chat", Format };
    const test = apigateway();
    const { path } = await deployedWebSocketApi(test, { routes: PROXY, stage: { AccessLogSettings } });
    const replica = await startReplica();
    functions(({ requestContext }) => ({ statusCode: requestContext.eventType === "MESSAGE" ? 500 : 200 }));
    const socket = await replica.connect(path);
    socket.send("hello");
    socket.close(1000);
    await socket.ended;
    await replica.stop();
    await replica.dataPlane.logs.flush();
    const lines = test.called
      .filter(({ operation }) => operation === "PutLogEvents")
      .flatMap(({ input }) => input["logEvents"] as { readonly message: string }[]); // as: what Logs takes.
    expect(lines.map(({ message }) => message.split(" ").slice(1).join(" "))).toEqual([
      "CONNECT $connect 200 -",
      "MESSAGE $default 500 -",
      "DISCONNECT $disconnect 200 1000",
    ]);
  });
});

describe("an idle connection", () => {
  it("is closed after ten minutes, each message begins them anew, and none lives for more than two hours", async () => {
    const test = apigateway();
    const { id, path } = await deployedWebSocketApi(test, {
      routes: { $disconnect: {}, $default: { isTwoWay: true } },
    });
    const replica = await startReplica();
    functions(() => ({ statusCode: 200, body: "heard" }));
    const idle = await replica.connect(path);
    const busy = await replica.connect(path);
    for (let minutes = 0; minutes < 2 * 60; minutes += 9) {
      busy.send("hello");
      await busy.next();
      test.clock.advance(9 * 60_000);
    }
    expect(await idle.ended).toBe("1001 Going away");
    expect(await busy.ended).toBe("1001 Going away");
    await replica.stop();
    test.clock.release();
    const ends = eventsOf(id).filter(({ requestContext }) => requestContext.eventType === "DISCONNECT");
    const last = ends.at(-1)?.requestContext;
    expect(ends.map(({ requestContext }) => requestContext["disconnectStatusCode"])).toEqual([1001, 1001]);
    expect(Number(last?.["requestTimeEpoch"]) - Number(last?.["connectedAt"])).toBeGreaterThanOrEqual(2 * 60 * 60_000);
  });
});

describe("a server that stops", () => {
  it("closes connections with 1001, and tells their ends before it is gone", async () => {
    const test = apigateway();
    const { id, path } = await deployedWebSocketApi(test, { routes: PROXY });
    const replica = await startReplica();
    functions(() => ({ statusCode: 200 }));
    const sockets = await Promise.all([replica.connect(path), replica.connect(path)]);
    await replica.stop();
    expect(await Promise.all(sockets.map(({ ended }) => ended))).toEqual(["1001 Going away", "1001 Going away"]);
    const ends = eventsOf(id).filter(({ requestContext }) => requestContext.eventType === "DISCONNECT");
    expect(ends).toHaveLength(2);
  });
});

const policy = (Effect: string, Resource: unknown): object => ({
  Version: "2012-10-17",
  Statement: [{ Effect, Action: "execute-api:Invoke", Resource }],
});

describe("a connection whose $connect has an authorizer", () => {
  const authorizers: Readonly<Record<string, (event: Event) => unknown>> = {
    allow: ({ methodArn }) => ({
      principalId: "ann",
      policyDocument: policy("Allow", methodArn),
      context: { room: 7 },
    }),
    deny: ({ methodArn }) => ({ principalId: "ann", policyDocument: policy("Deny", methodArn) }),
    fail: () => "no verdict",
  };

  it("is made for whom that allows, and tells what it said in all that follows; others get 401, 403 or 500", async () => {
    const test = apigateway();
    const routes = { $connect: {}, $default: {}, $disconnect: {} };
    const api = await deployedWebSocketApi(test, { routes, authorizer: ["route.request.querystring.token"] });
    const replica = await startReplica();
    functions((event) => {
      const token = event.queryStringParameters?.["token"] ?? "";
      return event["type"] === "REQUEST" ? authorizers[token]?.(event) : { statusCode: 200 };
    });
    await expect(replica.connect(api.path)).rejects.toThrow('HTTP 401: {"message": "Unauthorized", "connectionId":"');
    await expect(replica.connect(`${api.path}?token=deny`)).rejects.toThrow(
      /^HTTP 403: .*User is not authorized|^HTTP 403: .*Forbidden/,
    );
    await expect(replica.connect(`${api.path}?token=fail`)).rejects.toThrow("HTTP 500");
    const socket = await replica.connect(`${api.path}?token=allow`);
    socket.send("hello");
    socket.close();
    await socket.ended;
    await replica.stop();
    const told = eventsOf(api.id).filter((event) => event["type"] === undefined);
    expect(told.map(({ requestContext: { authorizer, eventType } }) => [eventType, authorizer])).toEqual(
      ["CONNECT", "MESSAGE", "DISCONNECT"].map((type) => [
        type,
        { room: expect.anything(), principalId: "ann", integrationLatency: expect.any(Number) },
      ]),
    );
    expect(Object.keys(told[0]?.requestContext ?? {}).slice(0, 3)).toEqual(["routeKey", "authorizer", "eventType"]);
  });
});
