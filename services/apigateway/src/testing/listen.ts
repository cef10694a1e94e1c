import { once } from "node:events";
import type { Server } from "node:http";

/** Opens a server on a port of this machine alone. */
export async function listen(server: Server): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  // Longer than clients keep an unused connection: a machine that stands still closes none that is just taken.
  server.keepAliveTimeout = 65_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const closed = once(server, "close");
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await closed;
    },
  };
}
