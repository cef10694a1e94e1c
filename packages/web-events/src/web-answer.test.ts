import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { readPrelude } from "./prelude.ts";
import { preludeHead, webAnswer } from "./web-answer.ts";

const answerTo = (returned: unknown, contentType = "application/json"): unknown => {
  const answer = webAnswer(Buffer.from(JSON.stringify(returned)), contentType);
  return answer && { ...answer, body: answer.body.toString() };
};

describe("what clients see of a function's answer", () => {
  it.each([
    ["Hello, world!", '"Hello, world!"'],
    [{ message: "Hello, world!" }, '{"message":"Hello, world!"}'],
    [null, "null"],
    [[1], "[1]"],
  ])("is its JSON where it names no status: %j", (returned, body) => {
    expect(answerTo(returned)).toEqual({ status: 200, headers: { "content-type": "application/json" }, body });
  });

  it("is all that it says where it names one", () => {
    const returned = {
      statusCode: 201,
      headers: { "Content-Type": "text/html", "X-Number": 7, "Transfer-Encoding": "chunked" },
      cookies: ["a=1; Secure", "b=2"],
      body: "<p>",
    };
    expect(answerTo(returned)).toEqual({
      status: 201,
      headers: { "content-type": "text/html", "x-number": "7", "set-cookie": ["a=1; Secure", "b=2"] },
      body: "<p>",
    });
  });

  it("is of the type that its door says where it names a status and no type", () => {
    expect(answerTo({ statusCode: 200, body: "x" }, "text/plain;charset=UTF-8")).toMatchObject({
      headers: { "content-type": "text/plain;charset=UTF-8" },
    });
  });

  it("is bytes where they come in base64", () => {
    const body = Buffer.from("bytes").toString("base64");
    expect(answerTo({ statusCode: 200, body, isBase64Encoded: true })).toMatchObject({ body: "bytes" });
  });

  it.each([
    [{ statusCode: "x" }],
    [{ statusCode: 99 }],
    [{ statusCode: 200, headers: { "bad name": "x" } }],
    [{ statusCode: 200, headers: { name: "two\r\nlines" } }],
    [{ statusCode: 200, cookies: ["a\n"] }],
  ])("is none where it cannot be sent: %j", (returned) => {
    expect(answerTo(returned)).toBeUndefined();
  });
});

describe("a streamed answer", () => {
  it.each([1, 3, 1000])("is parted from what it begins with, however it comes in pieces of %i bytes", async (size) => {
    const whole = Buffer.concat([Buffer.from('{"statusCode":201}'), Buffer.alloc(8), Buffer.from("body\0\0rest")]);
    const pieces = Array.from({ length: Math.ceil(whole.length / size) }, (_, at) =>
      whole.subarray(at * size, (at + 1) * size),
    );
    const parts = await readPrelude(Readable.from(pieces));
    expect(parts?.prelude).toBe('{"statusCode":201}');
    if (parts !== undefined) expect((await buffer(parts.body)).toString()).toBe("body\0\0rest");
  });

  it("begins with status, headers and cookies, or with nothing that is a head", () => {
    const prelude = JSON.stringify({ statusCode: 201, headers: { "X-Own": "1" }, cookies: ["a=1"] });
    expect(preludeHead(prelude, "application/octet-stream")).toEqual({
      status: 201,
      headers: { "content-type": "application/octet-stream", "x-own": "1", "set-cookie": ["a=1"] },
    });
    expect(preludeHead("{", "application/octet-stream")).toBeUndefined();
    expect(preludeHead("[]", "application/octet-stream")).toBeUndefined();
  });

  it("that never says where its beginning ends has none", async () => {
    expect(await readPrelude(Readable.from([Buffer.from("{}")]))).toBeUndefined();
    const endless = new Readable({ read: () => void endless.push(Buffer.alloc(16_384, "x")) });
    expect(await readPrelude(endless)).toBeUndefined();
    expect(endless.destroyed).toBe(true);
  });
});
