import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createRawServer } from "node:net";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { openGuard, readDenyRules } from "@skylab/egress";
import { afterEach, describe, expect, it } from "vitest";
import { openHttp } from "./http.ts";
import { type HttpRequest, type IntegrationAnswer, IntegrationFault } from "./integration.ts";

const closing: Server[] = [];
afterEach(() => {
  for (const server of closing.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** An endpoint on this machine. */
async function endpoint(answer: RequestListener): Promise<{ readonly url: string; readonly port: number }> {
  // Longer than clients keep an unused connection: a machine that stands still closes none that is just taken.
  const server = createServer({ keepAliveTimeout: 65_000 }, answer);
  closing.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // as: it listens on a port.
  return { url: `http://127.0.0.1:${port}`, port };
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => Buffer.concat(await request.toArray());

type Asked = Partial<HttpRequest> & { readonly url: string };
type Rules = { readonly own?: readonly number[]; readonly deny?: string };

const send = (asked: Asked, { own = [], deny = "default" }: Rules = {}): Promise<IntegrationAnswer> =>
  openHttp(openGuard({ denied: readDenyRules(deny), ownPorts: () => own, setting: "SKYLAB_APIGATEWAY_HTTP_DENY" }))({
    method: "GET",
    headers: [],
    body: Buffer.alloc(0),
    timeoutMs: 60_000,
    ...asked,
  });

async function faultOf(asked: Asked, rules?: Rules): Promise<string> {
  try {
    await send(asked, rules);
  } catch (error) {
    if (error instanceof IntegrationFault) return `${error.kind}: ${error.message}`;
    throw error;
  }
  throw new Error("It was answered.");
}

describe("an endpoint behind an API", () => {
  it("gets method, path, headers and body as they are, and its answer comes back as it is", async () => {
    const seen: unknown[] = [];
    const { url, port } = await endpoint((request, response) => {
      void bodyOf(request).then((body) => {
        const { headers, method, url: path } = request;
        seen.push({ method, path, headers, body: body.toString() });
        response.writeHead(201, "Made", [
          ["X-Own", "1"],
          ["Set-Cookie", "a=1"],
          ["Set-Cookie", "b=2"],
        ]);
        response.end("made");
      });
    });
    const answer = await send({
      method: "PATCH",
      url: `${url}/pets/a%20b?x=1&x=2`,
      headers: [
        ["X-Own", "1"],
        ["x-own", "2"],
        ["Connection", "close"],
        ["Content-Length", "999"],
        ["Transfer-Encoding", "chunked"],
      ],
      body: Buffer.from("{}"),
    });
    expect(seen).toEqual([
      {
        method: "PATCH",
        path: "/pets/a%20b?x=1&x=2",
        headers: { host: `127.0.0.1:${port}`, connection: "keep-alive", "x-own": "1, 2", "content-length": "2" },
        body: "{}",
      },
    ]);
    expect(answer).toMatchObject({ status: 201, body: Buffer.from("made") });
    expect(answer.headers).toEqual(
      expect.arrayContaining([
        ["X-Own", "1"],
        ["Set-Cookie", "a=1"],
        ["Set-Cookie", "b=2"],
      ]),
    );
  });

  it("may answer with a redirect, which is not followed, or compressed, which stays so", async () => {
    const { url } = await endpoint((request, response) => {
      if (request.url === "/there") response.writeHead(302, { location: "/" }).end();
      else response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("text"));
    });
    expect(await send({ url: `${url}/there` })).toMatchObject({ status: 302 });
    expect(await send({ url })).toMatchObject({ status: 200, body: gzipSync("text") });
  });

  it("may give hints before its answer", async () => {
    const { url } = await endpoint((_request, response) => {
      response.writeEarlyHints({ link: "</style.css>; rel=preload" });
      response.writeHead(200).end("answer");
    });
    expect(await send({ url })).toMatchObject({ status: 200, body: Buffer.from("answer") });
  });

  it("is asked again over connections that are there", async () => {
    const sockets = new Set<unknown>();
    const { url } = await endpoint((request, response) => {
      sockets.add(request.socket);
      response.end();
    });
    const http = openHttp(openGuard({ denied: [], ownPorts: () => [], setting: "" }));
    const request = { url, method: "GET", headers: [], body: Buffer.alloc(0), timeoutMs: 60_000 };
    for (let times = 0; times < 10; times += 1) await http(request);
    // The pool may open a second one before it knows that the first is free.
    expect(sockets.size).toBeLessThan(3);
  });
});

describe("an endpoint gives no answer", () => {
  it.each(["none", "", "ftp://localhost/", "http://", "http://no-such-host.invalid/"])("at %j", async (url) => {
    expect(await faultOf({ url })).toBe("failure: Invalid endpoint address");
  });

  it("where what is sent is no request", async () => {
    const { url } = await endpoint((_request, response) => response.end());
    expect(await faultOf({ url, method: "G E T" })).toBe("failure: Invalid endpoint address");
    expect(await faultOf({ url, headers: [["x", "two\r\nlines"]] })).toBe("failure: Invalid endpoint address");
  });

  it("where nobody listens, or the connection breaks", async () => {
    const gone = await endpoint((request) => request.socket.destroy());
    expect(await faultOf({ url: gone.url })).toBe("unreachable: Network error communicating with endpoint");
    const [server] = closing.splice(0);
    await new Promise((resolve) => server?.close(resolve));
    expect(await faultOf({ url: gone.url })).toBe("unreachable: Network error communicating with endpoint");
  });

  it("where what it answers is no HTTP", async () => {
    const server = createRawServer((socket) => socket.on("error", () => undefined).end("hello\r\n\r\n"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo; // as: it listens on a port.
    expect(await faultOf({ url: `http://127.0.0.1:${port}/` })).toContain("unreachable");
    server.close();
  });

  it("in time", async () => {
    const { url } = await endpoint(() => undefined);
    expect(await faultOf({ url, timeoutMs: 1 })).toBe("timeout: Endpoint request timed out");
  });

  it("to whoever has gone away", async () => {
    const { url } = await endpoint(() => undefined);
    expect(await faultOf({ url, signal: AbortSignal.abort() })).toBe("failure: The client has gone away.");
    const leaving = new AbortController();
    const asked = faultOf({ url, signal: leaving.signal });
    leaving.abort();
    expect(await asked).toBe("failure: The client has gone away.");
  });

  it("that is larger than APIs give", async () => {
    const { url } = await endpoint((_request, response) => response.end(Buffer.alloc(10 * 1024 * 1024 + 1)));
    expect(await faultOf({ url })).toContain("too-large");
  });

  it("from instance metadata, or from Skylab itself", async () => {
    const { url, port } = await endpoint((_request, response) => response.end());
    expect(await faultOf({ url: "http://169.254.169.254/latest/meta-data/" })).toBe(
      "forbidden: 169.254.169.254 is not reached from here: SKYLAB_APIGATEWAY_HTTP_DENY tells what else is not.",
    );
    expect(await faultOf({ url }, { own: [port] })).toContain("forbidden");
    expect(await faultOf({ url: `http://localhost:${port}/` }, { own: [port] })).toContain("forbidden");
    expect(await faultOf({ url: `http://localhost:${port}/` }, { deny: "127.0.0.0/8,::1" })).toContain("forbidden");
  });
});

it("what was given up while it waited for a connection is not asked any more", async () => {
  const seen: (string | undefined)[] = [];
  const { port } = await endpoint(({ url }, response) => {
    seen.push(url);
    if (url === "/second") response.end();
  });
  let connect: (() => void) | undefined;
  const mayConnect = new Promise<void>((resolve) => (connect = resolve));
  let connects: (() => void) | undefined;
  const isConnecting = new Promise<void>((resolve) => (connects = resolve));
  const guard = openGuard({ denied: [], ownPorts: () => [], setting: "SKYLAB_APIGATEWAY_HTTP_DENY" });
  const http = openHttp({
    ...guard,
    lookupFor: (of) => (hostname, options, answer) => {
      connects?.();
      void mayConnect.then(() => guard.lookupFor(of)(hostname, options, answer));
    },
  });
  const request = { method: "GET", headers: [], body: Buffer.alloc(0), timeoutMs: 60_000 };
  const leaving = new AbortController();
  const first = http({ ...request, url: `http://localhost:${port}/first`, signal: leaving.signal });
  await isConnecting;
  leaving.abort();
  await expect(first).rejects.toThrow("The client has gone away.");
  const second = http({ ...request, url: `http://localhost:${port}/second` });
  connect?.();
  expect((await second).status).toBe(200);
  expect(seen).toEqual(["/second"]);
});
