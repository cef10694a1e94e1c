import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, it } from "vitest";
import { readBody } from "./read-body.ts";

const MOST = 1024;

it("a body whose connection ended before anybody read it is incomplete, and nobody waits for it", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // as: it listens on a port.
  const client = connect(port, "127.0.0.1").on("error", () => undefined);
  const arrived = once(server, "request");
  client.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf");
  const [request] = (await arrived) as [IncomingMessage]; // as: the event's first argument.
  const gone = new Promise<void>((resolve) => void request.once("close", () => resolve()));
  request.on("error", () => undefined);
  client.resetAndDestroy();
  await gone;
  await expect(readBody(request, MOST)).rejects.toMatchObject({ code: "IncompleteBody" });
  server.close();
});
