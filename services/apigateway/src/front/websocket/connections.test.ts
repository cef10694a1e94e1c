import { describe, expect, it } from "vitest";
import { PROXY, useEvents } from "../../testing/socket-events.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { useSockets } from "../../testing/use-sockets.ts";
import { deployedWebSocketApi, returned } from "../../testing/web-socket-api.ts";

const apigateway = useApigateway();
const startReplica = useSockets(apigateway);
const { eventsOf, functions } = useEvents(apigateway);

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
