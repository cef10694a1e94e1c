import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, expect, it } from "vitest";
import { createLog } from "../log.ts";
import { Replicas } from "./replicas.ts";

const { log } = createLog("silent");
const closing: (() => unknown)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

/** A port that takes connections. */
async function listening(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  closing.push(() => server.close());
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

it("replicas at a name that the hosts file knows and DNS does not are found", async () => {
  const port = await listening();
  const replicas = new Replicas({ hosts: [{ service: "sqs", host: "localhost", port }], log });
  closing.push(() => replicas.close());
  await replicas.start();
  // DNS may take its time, or fail once.
  await expect.poll(() => replicas.up.map(({ address }) => address)).toEqual([`127.0.0.1:${port}`]);
});
