import { describe, expect, it } from "vitest";
import { useEvents } from "../../testing/socket-events.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { useSockets } from "../../testing/use-sockets.ts";
import { deployedWebSocketApi, type Event } from "../../testing/web-socket-api.ts";

const apigateway = useApigateway();
const startReplica = useSockets(apigateway);
const { eventsOf, functions } = useEvents(apigateway);

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
