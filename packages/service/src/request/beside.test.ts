import type { IncomingHttpHeaders } from "node:http";
import { Readable } from "node:stream";
import { afterEach, expect, it } from "vitest";
import type { CorsVerdict } from "../exchange.ts";
import {
  callExample,
  example,
  exampleError,
  type ExampleOperations,
  sendBytes,
  serveExample,
} from "../testing/example.ts";

const running: { close: () => Promise<void> }[] = [];
const serveFor = async (...given: Parameters<typeof serveExample>): ReturnType<typeof serveExample> => {
  const server = await serveExample(...given);
  running.push(server);
  return server;
};
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

const page = (text: string) => ({ status: 200, headers: { "content-type": "text/html" }, body: Buffer.from(text) });
const ListQueues: ExampleOperations[string] = () => Promise.resolve({ QueueUrls: ["http://q"] });
const ELSEWHERE = { origin: "https://elsewhere.example" };

it("a service may answer what is no operation of its model, and the log tells of it", async () => {
  const server = await serveFor([
    example(
      { ListQueues },
      {
        takesTheRest: true,
        beside: ({ head }) => (head.path === "/page" ? Promise.resolve(page("hello")) : undefined),
      },
    ),
  ]);
  expect(await (await fetch(`${server.url}/page`)).text()).toBe("hello");
  expect((await callExample(server.url, "ListQueues")).status).toBe(200);
  expect(server.lines).toContainEqual(expect.objectContaining({ service: "sqs", status: 200, msg: "request" }));
});

it("what answers beside the operations may do one, as nobody or as a caller", async () => {
  const callers: string[] = [];
  const server = await serveFor([
    example(
      {
        ListQueues: async (_input, { caller }) => {
          callers.push(caller.arn);
          return { QueueUrls: ["http://q"] };
        },
      },
      {
        takesTheRest: true,
        beside: (_exchange, { perform }) => perform("ListQueues", {}).then((output) => page(JSON.stringify(output))),
      },
    ),
  ]);
  // The example's rule is on no resource, which nobody's own policies allow.
  expect((await fetch(`${server.url}/page`)).status).toBe(403);
  expect(callers).toEqual([]);
});

it("what it refuses is answered in the protocol's form", async () => {
  const server = await serveFor([example({}, { takesTheRest: true, beside: () => Promise.reject(exampleError()) })]);
  const response = await fetch(`${server.url}/page`, { headers: { "x-amz-target": "AmazonSQS.Any" } });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ message: "The specified queue does not exist." });
});

it("an answer with a header that cannot be sent is a fault, and its body is let go", async () => {
  const body = Readable.from([Buffer.from("hello")]);
  const headers = { "content-length": "5", "x-lines": "two\nlines" };
  const unsendable = { judgesOrigins: true, originHeaders: () => Promise.resolve({ vary: "Origin" }) } as const;
  const server = await serveFor([
    example({}, { ...unsendable, takesTheRest: true, beside: () => Promise.resolve({ status: 200, headers, body }) }),
  ]);
  const response = await fetch(`${server.url}/page`, { headers: ELSEWHERE });
  expect(response.status).toBe(500);
  expect(await response.text()).toBe("");
  expect(body.destroyed).toBe(true);
});

it("pages from elsewhere are the frame's to refuse, unless the service judges them", async () => {
  const own = {
    judgesOrigins: true,
    originHeaders: () => Promise.resolve({ "access-control-allow-origin": "*" }),
  } as const;
  const [strict, open] = [await serveFor([example({ ListQueues })]), await serveFor([example({ ListQueues }, own)])];
  expect((await callExample(strict.url, "ListQueues", { headers: ELSEWHERE })).status).toBe(403);
  const response = await callExample(open.url, "ListQueues", { headers: ELSEWHERE });
  expect(response.status).toBe(200);
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  // What is no service's stays the frame's.
  expect((await fetch(`${open.url}/_skylab/health`, { headers: ELSEWHERE })).status).toBe(403);
});

it("it may look first, and leave the request to its operation", async () => {
  const looked: string[] = [];
  const beside = async ({ head }: { readonly head: { readonly path: string } }): Promise<undefined> => {
    looked.push(head.path);
  };
  const server = await serveFor([example({ ListQueues }, { beside })]);
  expect((await callExample(server.url, "ListQueues")).status).toBe(200);
  expect(looked).toEqual(["/"]);
});

it("a service that judges pages is told what the frame says of them", async () => {
  const told: (CorsVerdict | undefined)[] = [];
  const server = await serveFor([
    example(
      {},
      {
        takesTheRest: true,
        judgesOrigins: true,
        beside: async ({ page: verdict }) => {
          told.push(verdict);
          return page("hello");
        },
      },
    ),
  ]);
  await fetch(`${server.url}/page`);
  await fetch(`${server.url}/page`, { headers: ELSEWHERE });
  await fetch(`${server.url}/page`, { headers: { origin: "http://localhost:3000" } });
  expect(told.map((verdict) => verdict?.allowed)).toEqual([undefined, false, true]);
});

it("a service may have paths among the reserved ones", async () => {
  const own = { claims: ({ path }: { readonly path: string }) => path.startsWith("/_skylab/pages/") };
  const server = await serveFor([
    example({}, { ...own, ownPaths: ["/_skylab/pages/"], beside: () => Promise.resolve(page("hello")) }),
  ]);
  expect(await (await fetch(`${server.url}/_skylab/pages/a`)).text()).toBe("hello");
  expect(await (await fetch(`${server.url}/_skylab/health`)).json()).toHaveProperty("services");
});

const isOfOwnHost = ({ headers }: { readonly headers: IncomingHttpHeaders }): boolean => headers.host === "own.test";

it("at its own addresses all is its own that is not reserved", async () => {
  const server = await serveFor([example({}, { owns: isOfOwnHost, beside: () => Promise.resolve(page("hello")) })]);
  const ask = async (path: string, host: string): Promise<string> =>
    await sendBytes(server.port, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  for (const path of ["/metrics", "/_next/static", "/_"]) expect(await ask(path, "own.test")).toContain("hello");
  for (const path of ["/_skylab/health", "/_AWS/any"]) expect(await ask(path, "own.test")).not.toContain("hello");
  expect(await ask("/metrics", "localhost")).toContain("skylab_requests_total");
});

it("what is said of a body beyond its signature holds, before it is read", async () => {
  const checked: string[] = [];
  const checkBody = ({ name }: { readonly name: string }, _head: unknown, body: Buffer): void => {
    checked.push(`${name} ${body.toString()}`);
    if (body.includes("wrong")) throw exampleError();
  };
  const server = await serveFor([example({ ListQueues }, { checkBody })]);
  expect((await callExample(server.url, "ListQueues", { body: "{}" })).status).toBe(200);
  expect((await callExample(server.url, "ListQueues", { body: "wrong" })).status).toBe(400);
  expect(checked).toEqual(["ListQueues {}", "ListQueues wrong"]);
});
