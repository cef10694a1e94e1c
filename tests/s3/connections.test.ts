import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import { sendBytes, useWeb } from "./web.ts";

const web = useWeb();

const send = (...requests: readonly string[]): Promise<string> => sendBytes(web.skylab().url, requests.join(""));

const request = (line: string, headers: readonly string[] = [], body = ""): string =>
  [`${line} HTTP/1.1`, "Host: localhost", ...headers, "", body].join("\r\n");

const CLOSE = "Connection: close";

it("an answer tells both ids of its request, and so does an error", async () => {
  const bucket = await web.bucket();
  const done = await web.ask({ method: "PUT", path: `/${bucket}/key`, body: "hello" });
  expect(done.headers).toMatchObject({ "x-amz-id-2": expect.stringMatching(/^[\w+/]{75}=$/) });
  const { headers, text } = await web.ask({ method: "GET", path: `/${bucket}/none` });
  expect(text).toContain(
    `<RequestId>${headers["x-amz-request-id"]?.toString()}</RequestId><HostId>${headers["x-amz-id-2"]?.toString()}</HostId>`,
  );
});

describe("a connection", () => {
  it("is told to go on before its body comes", async () => {
    const bucket = await web.bucket();
    const headers = ["Expect: 100-continue", "Content-Length: 5", CLOSE];
    const answer = await send(request(`PUT /${bucket}/key`, headers, "hello"));
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
  });

  it("carries refusals of HEAD without a body, and goes on", async () => {
    const bucket = await web.bucket();
    const answer = await send(
      request("HEAD /no-such-bucket-at-all"),
      request(`HEAD /${bucket}/no-such-key`),
      request(`GET /${bucket}/no-such-key`, [CLOSE]),
    );
    const [first = "", second = "", third = ""] = answer.split(/(?=HTTP\/1\.1 )/);
    expect(first).toMatch(/^HTTP\/1\.1 404 .*\r\n\r\n$/s);
    expect(second).toMatch(/^HTTP\/1\.1 404 .*\r\n\r\n$/s);
    expect(third).toContain("<Code>NoSuchKey</Code>");
  });

  it("carries the next request after a body that was refused", async () => {
    const bucket = await web.bucket();
    const body = "x".repeat(200_000);
    const answer = await send(
      request("PUT /no-such-bucket-at-all/key", [`Content-Length: ${body.length}`], body),
      request(`PUT /${bucket}/key`, ["Content-Length: 5", CLOSE], "hello"),
    );
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 404", "HTTP/1.1 200"]);
  });

  it("carries the next request after a body that was refused in its middle", async () => {
    const bucket = await web.bucket();
    // The head of its second chunk is none.
    const body = `${(100_000).toString(16)}\r\n${"x".repeat(100_000)}\r\nno chunk\r\n${"x".repeat(2_000_000)}`;
    const headers = [
      "Content-Encoding: aws-chunked",
      "X-Amz-Content-Sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER",
      "X-Amz-Decoded-Content-Length: 2000000",
      `Content-Length: ${body.length}`,
    ];
    const answer = await send(
      request(`PUT /${bucket}/refused`, headers, body),
      request(`GET /${bucket}/refused`, [CLOSE]),
    );
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 400", "HTTP/1.1 404"]);
  });

  it("carries the next request after a form that was refused", async () => {
    const form = `--b\r\nContent-Disposition: form-data; name="file"\r\n\r\n${"x".repeat(200_000)}\r\n--b--\r\n`;
    const headers = ["Content-Type: multipart/form-data; boundary=b", `Content-Length: ${form.length}`];
    const bucket = await web.bucket();
    const answer = await send(request(`POST /${bucket}`, headers, form), request(`GET /${bucket}`, [CLOSE]));
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 400", "HTTP/1.1 200"]);
  });
});

const checksum = (text: string): string => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return bytes.toString("base64");
};

const chunked = (bucket: string, trailer: string): string => {
  const body = `b\r\nhello world\r\n0\r\nx-amz-checksum-crc32:${trailer}\r\n\r\n`;
  return request(
    `PUT /${bucket}/key`,
    [
      "Content-Encoding: aws-chunked",
      "X-Amz-Content-Sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER",
      "X-Amz-Decoded-Content-Length: 11",
      "X-Amz-Trailer: x-amz-checksum-crc32",
      `Content-Length: ${body.length}`,
      CLOSE,
    ],
    body,
  );
};

describe("a body in chunks of AWS's own", () => {
  it("is stored as it is without them, and its trailer is checked", async () => {
    const bucket = await web.bucket();
    expect(await send(chunked(bucket, checksum("hello world")))).toMatch(/^HTTP\/1\.1 200 /);
    const stored = await web.ask({ path: `/${bucket}/key`, headers: { "x-amz-checksum-mode": "ENABLED" } });
    expect(stored).toMatchObject({ text: "hello world", headers: { "x-amz-checksum-crc32": checksum("hello world") } });
    expect(stored.headers).not.toHaveProperty("content-encoding");
    expect(await send(chunked(bucket, checksum("other")))).toContain("<Code>BadDigest</Code>");
  });
});
