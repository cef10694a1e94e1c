import { createConnection, createServer } from "node:net";
import type { Socket } from "node:net";
import type { ServedPort } from "./settings.cts";

const LOOPBACK = "127.0.0.1";

/** Leads ports of the loopback to unix sockets; resolves with the ports when all listen. Whoever looks on sees what goes by. */
export const servePorts = (
  ports: readonly ServedPort[],
  lookOn: (client: Socket, target: Socket) => void = () => {},
): Promise<number[]> => Promise.all(ports.map((served) => servePort(served, lookOn)));

const servePort = ({ port, socket }: ServedPort, lookOn: (client: Socket, target: Socket) => void): Promise<number> => {
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const target = createConnection({ path: socket, allowHalfOpen: true });
    client.on("error", () => target.destroy());
    target.on("error", () => client.destroy());
    client.on("close", () => target.destroy());
    target.on("close", () => client.destroy());
    lookOn(client, target);
    client.pipe(target);
    target.pipe(client);
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, LOOPBACK, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
};
