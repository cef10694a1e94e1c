import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { inspect } from "node:util";
import { afterEach, beforeEach, expect, it } from "vitest";
import { inTime } from "./deadline.ts";
import { openRedisLink, type RedisLink } from "./redis-link.ts";

let server: Server;
let link: RedisLink;
beforeEach(async () => {
  // A Redis that is full: it answers who looks at it, and takes nothing.
  server = createServer((socket) => {
    socket.on("data", (asked) => {
      for (const command of asked.toString().split(/(?=^\*\d)/m)) {
        const isLook = /^info$/im.test(command);
        socket.write(isLook ? "$0\r\n\r\n" : "-OOM command not allowed when used memory > 'maxmemory'.\r\n");
      }
    });
    socket.on("error", () => undefined);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo; // as: it listens on a port.
  link = openRedisLink(`redis://127.0.0.1:${port}`, () => undefined);
});
afterEach(async () => {
  link.close();
  await once(server.close(), "close");
});

it("a command that Redis refuses is told by its name, and nothing of what was to be kept", async () => {
  const call = inTime((deadline) => link.call("hset", ["queue", "1", "a customer's order"], deadline));
  const error: unknown = await call.catch((refused: unknown) => refused);
  expect(inspect(error)).toContain("Redis refuses hset: OOM command not allowed");
  expect(inspect(error, { depth: Infinity })).not.toContain("order");
});
