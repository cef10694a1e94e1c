import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { expect, it, onTestFinished } from "vitest";
import { readDenyRules } from "./deny-rules.ts";
import { openGet } from "./get.ts";
import { DeniedError, openGuard } from "./guard.ts";

const LIMITS = { withinMs: 20_000, maxBytes: 100 };

async function listen(answer: RequestListener): Promise<{ readonly port: number; readonly asked: () => number }> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    answer(request, response);
  });
  onTestFinished(() => void server.close());
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  return { port: typeof address === "object" && address !== null ? address.port : 0, asked: () => asked };
}

const getWith = (own: readonly number[] = []): ReturnType<typeof openGet> =>
  openGet(openGuard({ denied: readDenyRules(), ownPorts: () => own, setting: "SKYLAB_IAM_HTTP_DENY" }));

it("gets a document", async () => {
  const { port } = await listen((_request, response) => response.end("{}"));
  expect(await getWith()(`http://localhost:${port}/keys`, LIMITS)).toEqual({ status: 200, body: Buffer.from("{}") });
});

it("follows no redirect", async () => {
  const other = await listen((_request, response) => response.end("secret"));
  const { port } = await listen((_request, response) =>
    response.writeHead(302, { location: `http://127.0.0.1:${other.port}/` }).end(),
  );
  expect((await getWith()(`http://127.0.0.1:${port}/`, LIMITS)).status).toBe(302);
  expect(other.asked()).toBe(0);
});

it.each(["localhost", "127.0.0.1"])("asks %s nothing where that is denied", async (host) => {
  const { port, asked } = await listen((_request, response) => response.end());
  await expect(getWith([port])(`http://${host}:${port}/`, LIMITS)).rejects.toThrow(DeniedError);
  expect(asked()).toBe(0);
});

it("reaches no metadata address", async () => {
  await expect(getWith()("http://169.254.169.254/latest/meta-data", LIMITS)).rejects.toThrow(DeniedError);
});

it("takes no document that is larger than it may be, nor half of one", async () => {
  const large = await listen((_request, response) => response.end("x".repeat(101)));
  await expect(getWith()(`http://127.0.0.1:${large.port}/`, LIMITS)).rejects.toThrow("more than 100 bytes");
  const half = await listen((_request, response) => {
    response.writeHead(200, { "content-length": 50 }).write("{");
    setImmediate(() => response.destroy());
  });
  await expect(getWith()(`http://127.0.0.1:${half.port}/`, LIMITS)).rejects.toThrow();
});
