import { once } from "node:events";
import { createServer } from "node:net";
import { setImmediate } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { takesConnections } from "./replica.ts";

/** Lets nothing of this process go on. */
const standStill = (milliseconds: number): unknown =>
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

it("a replica that has taken a connection in time is up, though this process looks for that late", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  // Timers are what the loop looks for next, before connections.
  await setImmediate();
  const isUp = takesConnections(`127.0.0.1:${port}`, 10);
  standStill(50);
  expect(await isUp).toBe(true);
});

it("a replica whose port nobody has is down", async () => {
  expect(await takesConnections("127.0.0.1:1")).toBe(false);
});
