import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

/** Below those that systems give to whoever asks for any: https://docs.kernel.org/networking/ip-sysctl.html, ip_local_port_range. */
const PORTS: PortRange = { from: 15_000, below: 30_000 };

/** Ports of which one is taken by chance. */
type PortRange = { readonly from: number; readonly below: number };

/**
 * A port of 127.0.0.1 on which nobody listens, and which nobody gets by chance, so that it can be listened on again and
 * again. Who leaves it free for a while names a range of its own, from which others get none meanwhile.
 */
export async function freePort({ from, below } = PORTS): Promise<number> {
  for (;;) {
    const port = randomInt(from, below);
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
