import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import type { WireResponse } from "@skylab/protocol";
import type { Exchange } from "@skylab/service";
import { expect, it, onTestFinished } from "vitest";
import { GetFunction } from "../operations/GetFunction.ts";
import { newFunction, zipOf } from "../testing/new-function.ts";
import { useLambda } from "../testing/use-lambda.ts";
import { downloadCode } from "./download-code.ts";

const test = useLambda();

/** What a request to a URL is answered; `undefined`: it is for something else. */
async function get(url: string, method = "GET"): Promise<WireResponse | undefined> {
  const { host, pathname, search } = new URL(url);
  const exchange: Exchange = {
    head: { method, path: pathname, query: search.slice(1), headers: { host } },
    request: new IncomingMessage(new Socket()),
    endpoint: `http://${host}`,
    sourceIp: "127.0.0.1",
    signal: new AbortController().signal,
  };
  return downloadCode(test().store, exchange);
}

async function locationOf(ZipFile: Uint8Array): Promise<string> {
  const { as, FunctionName } = await newFunction(test(), { Code: { ZipFile } });
  const { Code } = await test().call(GetFunction, { FunctionName }, as);
  return Code?.Location ?? "";
}

async function bytesOf({ body }: WireResponse): Promise<Buffer> {
  if (typeof body === "string" || Buffer.isBuffer(body)) throw new Error("It is no stream.");
  return Buffer.concat(await body.toArray());
}

it("the location of a function's code gives back the very zip file", async () => {
  const zip = zipOf({ "index.js": "exports.handler = async () => 1;" });
  const answer = await get(await locationOf(zip));
  expect(answer).toMatchObject({ status: 200, headers: { "content-type": "application/zip" } });
  expect(answer && (await bytesOf(answer)).equals(zip)).toBe(true);
});

it("a link holds for ten minutes", async () => {
  const { clock } = test();
  // Links end with whole seconds: time that goes on would take what is left of one.
  clock.set(clock.now());
  onTestFinished(() => clock.release());
  const link = await locationOf(zipOf());
  clock.advance(599_000);
  const inTime = await get(link);
  expect(inTime?.status).toBe(200);
  if (inTime) await bytesOf(inTime);
  clock.advance(2_000);
  expect(await get(link)).toMatchObject({ status: 403, body: expect.stringContaining("Request has expired") });
});

it("a link that was changed is refused, and so is whatever else is done with one", async () => {
  const link = await locationOf(zipOf());
  const other = await locationOf(zipOf());
  const later = link.replace(/expires=\d+/, "expires=99999999999");
  const swapped = link.replace(new URL(link).pathname, new URL(other).pathname);
  for (const forged of [
    later,
    swapped,
    link.replace(/&signature=.*/, ""),
    link.replace(/signature=../, "signature=zz"),
  ]) {
    expect(await get(forged)).toMatchObject({
      status: 403,
      body: expect.stringContaining("<Code>AccessDenied</Code>"),
    });
  }
  expect(await get(link, "PUT")).toMatchObject({ status: 403 });
});

it("other requests are not its own", async () => {
  expect(await get("http://localhost:4566/2015-03-31/functions/")).toBeUndefined();
});
