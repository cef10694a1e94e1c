import { once } from "node:events";
import { createServer } from "node:http";
import { afterEach, expect, it } from "vitest";
import type { CallAs } from "../internal/service-call.ts";
import { createLog } from "../log.ts";
import { remoteCalls } from "./remote-calls.ts";
import { Replicas } from "./replicas.ts";

const { log } = createLog("silent");
const closing: (() => unknown)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

it("a call that was sent and is not answered is not made again: it may have been done", async () => {
  let received = 0;
  const server = createServer((request) => {
    received += 1;
    request.socket.destroy();
  }).listen(0, "127.0.0.1");
  closing.push(() => server.close());
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const replicas = new Replicas({ hosts: [{ service: "sqs", host: "127.0.0.1", port }], log });
  await replicas.start();
  closing.push(() => replicas.close());

  const call = remoteCalls({ replicasOf: () => replicas, secret: "between services" });
  const as: CallAs = {
    principal: { name: "sns.amazonaws.com", sourceArn: undefined },
    place: { account: "111122223333", region: "us-east-1" },
  };
  await expect(call({ service: "sqs", operation: "SendMessage", input: {}, as })).rejects.toThrow();
  expect(received).toBe(1);
});
