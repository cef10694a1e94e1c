import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

/** Below those that systems give to whoever asks for any: https://docs.kernel.org/networking/ip-sysctl.html, ip_local_port_range. */
const FIRST_PORT = 15_000;
const LAST_PORT = 30_000;

/** A port of 127.0.0.1 on which nobody listens, and which nobody gets by chance, so that it can be listened on again and again. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST_PORT, LAST_PORT);
    const server = createServer().listen(port, "127.0.0.1");
    const isFree = await once(server, "listening").then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, "close");
    return port;
  }
}
