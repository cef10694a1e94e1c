import { EventEmitter, once } from "node:events";
import { describe, expect, it } from "vitest";
import { PROXY, useEvents } from "../../testing/socket-events.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { useSockets } from "../../testing/use-sockets.ts";
import { deployedWebSocketApi, eventOf, returned } from "../../testing/web-socket-api.ts";

const apigateway = useApigateway();
const startReplica = useSockets(apigateway);
const { eventsOf, functions } = useEvents(apigateway);

describe("a connection", () => {
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
    const ends = (): unknown =>
      eventsOf(id)
        .filter(({ requestContext }) => requestContext.eventType === "DISCONNECT")
        .map(({ requestContext: of }) => [of["disconnectStatusCode"], of["disconnectReason"]]);
    await expect.poll(ends).toEqual([
      [1005, "Client-side close frame status not set"],
      [1006, ""],
    ]);
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
    await expect.poll(() => eventsOf(id)).toHaveLength(2);
    socket.close();
    await socket.ended;
    const stopped = replica.stop();
    events.emit("answer");
    await stopped;
    expect(order).toEqual(["CONNECT", "MESSAGE", "DISCONNECT"]);
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
