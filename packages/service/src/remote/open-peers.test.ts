import { afterEach, describe, expect, it } from "vitest";
import { as } from "../testing/contract/describe-calls.ts";
import { example, exampleError, type ExampleOperations, serveExample } from "../testing/example.ts";
import { openPeers, type OpenPeers } from "./open-peers.ts";

const SECRET = "between services";
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const root = {
  account: "111122223333",
  arn: "arn:aws:iam::111122223333:root",
  id: "111122223333",
  accessKeyId: undefined,
};
const call = { service: "sqs", operation: "ListQueues", input: {}, as: { ...as, onBehalfOf: root } };

async function replica(ListQueues: ExampleOperations[string]): Promise<{ port: number; close: () => Promise<void> }> {
  const server = await serveExample([example({ ListQueues })], { internalSecret: SECRET });
  closing.push(server.close);
  return server;
}

async function peersAt(port: number, hosts: readonly string[] = []): Promise<OpenPeers> {
  const of = hosts.map((host) => ({ service: "sqs", host, port }));
  const peers = await openPeers({ container: "sqs", port, hosts: of, secret: SECRET });
  closing.push(peers.close);
  return peers;
}

describe("a replica among others", () => {
  it("knows by which of its addresses the container is found", async () => {
    expect((await peersAt(4566, ["localhost"])).address).toBe("127.0.0.1:4566");
    expect((await peersAt(4566, ["no-such-host.invalid"])).address).toMatch(/^(?!127\.).+:4566$/);
  });

  it("calls the very one that it names, and hears what that refuses", async () => {
    const called: string[] = [];
    const one = await replica(() => {
      called.push("one");
      return Promise.resolve({ QueueUrls: ["http://one"] });
    });
    const other = await replica(() => Promise.reject(exampleError()));
    const peers = await peersAt(one.port);
    expect(await peers.call(`127.0.0.1:${one.port}`, call)).toEqual({ QueueUrls: ["http://one"] });
    await expect(peers.call(`127.0.0.1:${other.port}`, call)).rejects.toMatchObject({ code: "QueueDoesNotExist" });
    expect(called).toEqual(["one"]);
  });

  it("is told where nobody is any more, and finds who comes there later", async () => {
    const one = await replica(() => Promise.resolve({}));
    const peers = await peersAt(one.port);
    const address = `127.0.0.1:${one.port}`;
    await peers.call(address, call);
    await one.close();
    expect(await peers.call(address, call)).toBeUndefined();
    const again = await serveExample(
      [example({ ListQueues: () => Promise.resolve({ QueueUrls: ["http://again"] }) })],
      {
        internalSecret: SECRET,
        port: one.port,
      },
    );
    closing.push(again.close);
    expect(await peers.call(address, call)).toEqual({ QueueUrls: ["http://again"] });
  });
});
