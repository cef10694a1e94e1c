import { EventEmitter, once } from "node:events";
import { connect, type Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { type TestReplica, useSockets } from "../../testing/use-sockets.ts";
import { deployedWebSocketApi, eventOf, returned } from "../../testing/web-socket-api.ts";

const apigateway = useApigateway();
const startReplica = useSockets(apigateway);

const head = (path: string, more: readonly string[] = []): string =>
  [
    `GET ${path} HTTP/1.1`,
    "Host: localhost",
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ...more,
    "",
    "",
  ].join("\r\n");

/** A frame of a client, whose mask is of zeros: bytes stand as they are. */
function frame(opcode: number, payload: Buffer | string, fin = true): Buffer {
  const bytes = Buffer.from(payload);
  const first = Buffer.from([(fin ? 0x80 : 0) | opcode]);
  const length = Buffer.alloc(bytes.length < 126 ? 1 : bytes.length < 65_536 ? 3 : 9);
  if (length.length === 1) length.writeUInt8(0x80 | bytes.length);
  else if (length.length === 3) length.writeUInt16BE(bytes.length, length.writeUInt8(0x80 | 126));
  else length.writeBigUInt64BE(BigInt(bytes.length), length.writeUInt8(0x80 | 127));
  return Buffer.concat([first, length, Buffer.alloc(4), bytes]);
}
const TEXT = 1;
const BINARY = 2;
const PING = 9;

type Raw = Socket & { readonly seen: () => Buffer; readonly closeCode: () => Promise<number> };

/** Opens a WebSocket by hand, of an API whose end is told. */
async function opened(
  replica: TestReplica,
): Promise<{ readonly raw: Raw; readonly ends: unknown[]; readonly told: string[] }> {
  const ends: unknown[] = [];
  const told: string[] = [];
  const { path } = await deployedWebSocketApi(apigateway(), {
    routes: { $disconnect: {}, $default: { isTwoWay: true } },
  });
  apigateway().answers((call) => {
    if (call.operation !== "Invoke") return {};
    const { body, requestContext } = eventOf(call);
    if (requestContext.eventType === "DISCONNECT") ends.push(requestContext["disconnectStatusCode"]);
    else told.push(body ?? "");
    return returned({ statusCode: 200, body: `heard ${body}` });
  });
  const raw = await dial(replica, head(path));
  await expect.poll(() => raw.seen().toString("latin1")).toContain("\r\n\r\n");
  return { raw, ends, told };
}

async function dial({ port }: TestReplica, bytes: string): Promise<Raw> {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  socket.on("error", () => undefined);
  await once(socket, "connect");
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  socket.write(bytes);
  const seen = (): Buffer => Buffer.concat(chunks);
  const closeCode = async (): Promise<number> => {
    const at = (): number => seen().indexOf(Buffer.from([0x88]), seen().indexOf("\r\n\r\n") + 4);
    await expect.poll(at).toBeGreaterThan(0);
    return seen().readUInt16BE(at() + 2);
  };
  return Object.assign(socket, { seen, closeCode });
}

describe("a client that does what it should not", () => {
  it.each([
    ["sends a message that is too large", frame(TEXT, "x".repeat(128 * 1024 + 1)), 1009],
    ["sends a text that is none", frame(TEXT, Buffer.from([0xff, 0xfe, 0xfd])), 1007],
    ["sends bytes, which AWS does not take", frame(BINARY, "bytes"), 1003],
    ["sends frames without a mask", Buffer.from([0x81, 0x01, 0x78]), 1002],
    [
      "says that a frame has more bytes than there are numbers",
      Buffer.from([0x81, 0xff, ...Array(8).fill(0xff)]),
      1009,
    ],
  ])("%s: is closed, and its end is told", async (_what, bytes, code) => {
    const { ends, raw, told } = await opened(await startReplica());
    raw.write(bytes);
    expect(await raw.closeCode()).toBe(code);
    raw.destroy();
    await expect.poll(() => ends).toEqual([code]);
    expect(told).toEqual([]);
  });

  it("may send a message in pieces, up to the largest", async () => {
    const { raw, told } = await opened(await startReplica());
    const piece = "x".repeat(32 * 1024);
    raw.write(
      Buffer.concat([frame(TEXT, piece, false), frame(0, piece, false), frame(0, piece, false), frame(0, piece)]),
    );
    await expect.poll(() => told.map((text) => text.length)).toEqual([128 * 1024]);
    raw.destroy();
  });

  it("is no more answered when it reads none of the answers to a flood of pings", async () => {
    const { ends, raw } = await opened(await startReplica());
    raw.pause();
    const flood = Buffer.concat(Array.from({ length: 500 }, () => frame(PING, "x".repeat(125))));
    const before = process.memoryUsage().rss;
    // 64 KB each: kernels hold a few megabytes of the pongs.
    for (let i = 0; i < 500; i += 1) {
      raw.write(flood);
      await setImmediate();
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
    raw.destroy();
    await expect.poll(() => ends).toHaveLength(1);
  });

  it("that ends its side of the connection has ended it", async () => {
    const { ends, raw } = await opened(await startReplica());
    raw.end();
    await expect.poll(() => ends).toEqual([1006]);
    raw.destroy();
  });

  it("sends more messages than are handled: no more is read of it than may wait", async () => {
    const replica = await startReplica();
    const { path } = await deployedWebSocketApi(apigateway(), { routes: { $default: {} } });
    const events = new EventEmitter();
    const begun = once(events, "begin");
    let handled = 0;
    apigateway().answers(async () => {
      await begun;
      handled += 1;
      return returned({ statusCode: 200 });
    });
    const socket = await replica.connect(path);
    const large = "x".repeat(100 * 1024);
    for (let i = 0; i < 300; i += 1) socket.send(large);
    await stalled(socket);
    // What the client still holds is what nobody reads; kernels hold a few megabytes.
    expect(socket.bufferedAmount).toBeGreaterThan(10 * 1024 * 1024);
    expect(handled).toBe(0);
    events.emit("begin");
    await expect.poll(() => handled).toBe(300);
    socket.terminate();
  });

  it("asks for no proper WebSocket: 400, and nobody is told", async () => {
    const replica = await startReplica();
    const { path } = await deployedWebSocketApi(apigateway(), { routes: { $connect: {}, $default: {} } });
    const before = apigateway().called.length;
    for (const bytes of [
      head(path).replace("dGhlIHNhbXBsZSBub25jZQ==", "short"),
      head(path).replace("Version: 13", "Version: 7"),
      head(path).replace("GET", "POST"),
    ]) {
      const raw = await dial(replica, bytes);
      await once(raw, "end");
      expect(raw.seen().toString()).toMatch(/^HTTP\/1\.1 400 /);
      raw.destroy();
    }
    expect(apigateway().called).toHaveLength(before);
  });
});

/** Turns of the event loop, which client and server share, after which nothing flows any more. */
const STALLED_TURNS = 200;

/** Resolves when nobody takes any more of what a client has to send. */
async function stalled(socket: { readonly bufferedAmount: number }): Promise<void> {
  for (let turns = 0, left = -1; turns < STALLED_TURNS; turns = socket.bufferedAmount === left ? turns + 1 : 0) {
    left = socket.bufferedAmount;
    await setImmediate();
  }
}
