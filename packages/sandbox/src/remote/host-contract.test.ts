import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createLog } from "@skylab/service";
import { afterEach } from "vitest";
import { describeHost } from "../contract/describe-host.ts";
import { invokeOn, useHost } from "../testing/use-host.ts";
import { hostRoutes } from "./host-routes.ts";
import { remoteHost } from "./remote-host.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

describeHost("in this process", () => useHost());

describeHost("in another process", async () => {
  const local = await useHost();
  const { log } = createLog("silent");
  const server = createServer(hostRoutes({ host: local.host, secret: "secret", log })).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // as: a server that listens on TCP has one.
  const host = remoteHost({ hosts: [{ service: "gateway", host: "127.0.0.1", port }], secret: "secret", log });
  const stop = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
  };
  closing.push(stop, host.close);
  return { ...local, host, invoke: invokeOn(host) };
});
