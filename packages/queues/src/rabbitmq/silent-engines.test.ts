import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { randomIds, systemClock } from "@skylab/aws";
import { describe, expect, it } from "vitest";
import { deleteAll, ENGINES, newPrefix, WHY_NOT } from "./engines-under-test.ts";
import { openRabbitQueues } from "./index.ts";

/** A way to an engine that a test can make silent: what is sent arrives nowhere, and no connection breaks. */
async function wayTo(url: string): Promise<{ url: string; silence: () => void; close: () => void }> {
  const engine = new URL(url);
  const sockets: Socket[] = [];
  const server = createServer((client) => {
    const socket = connect(Number(engine.port), engine.hostname);
    client.pipe(socket).pipe(client);
    for (const each of [client, socket]) sockets.push(each.on("error", () => undefined));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const way = new URL(url);
  way.hostname = "127.0.0.1";
  way.port = address === null || typeof address === "string" ? "" : String(address.port);
  return {
    url: way.href,
    silence: () => {
      for (const socket of sockets) socket.unpipe().pause();
    },
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

describe("RabbitMQ: a ping", () => {
  const engines = ENGINES;
  if (!engines) {
    it.skip(WHY_NOT);
    return;
  }
  for (const silent of ["rabbitUrl", "redisUrl"] as const) {
    const name = silent === "rabbitUrl" ? "RabbitMQ" : "Redis";
    it(`fails in bounded time where ${name} says nothing`, async () => {
      const prefix = newPrefix();
      const way = await wayTo(engines[silent]);
      const queues = await openRabbitQueues({
        ...engines,
        [silent]: way.url,
        prefix,
        clock: systemClock,
        ids: randomIds,
      });
      await expect(queues.ping()).resolves.toBeUndefined();
      way.silence();
      await expect(queues.ping()).rejects.toThrow("answer");
      way.close();
      await queues.close();
      await deleteAll(prefix, engines);
    });
  }
});
