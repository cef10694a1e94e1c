import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { flowingBody } from "./flowing-body.ts";

const unsigned = { chunks: undefined, bodySha256: undefined };
type Headed = Readable & { readonly headers: Record<string, string> };
const request = (parts: readonly string[], headers: Record<string, string> = {}): Headed =>
  Object.assign(Readable.from(parts.map((part) => Buffer.from(part))), { headers });

it("a body flows as it comes", async () => {
  expect(await text(flowingBody(request(["hel", "lo"]), unsigned))).toBe("hello");
});

it("a chunked body flows without its frames", async () => {
  const headers = { "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER", "x-amz-decoded-content-length": "5" };
  const body = flowingBody(request(["3\r\nhel\r\n2\r", "\nlo\r\n0\r\n\r\n"], headers), unsigned);
  // The second chunk is too small for S3, which tells as it comes.
  await expect(text(body)).rejects.toMatchObject({ code: "InvalidChunkSizeError" });
  expect(await text(flowingBody(request(["5\r\nhello\r\n0\r\n\r\n"], headers), unsigned))).toBe("hello");
});

it("a body that was signed with its hash must have it", async () => {
  const bodySha256 = createHash("sha256").update("hello").digest("hex");
  expect(await text(flowingBody(request(["hel", "lo"]), { ...unsigned, bodySha256 }))).toBe("hello");
  await expect(text(flowingBody(request(["hullo"]), { ...unsigned, bodySha256 }))).rejects.toMatchObject({
    code: "XAmzContentSHA256Mismatch",
  });
});

it("a body whose client goes away ends with an error", async () => {
  const source = Object.assign(new Readable({ read() {} }), { headers: {} });
  const body = flowingBody(source, { ...unsigned, bodySha256: "00" });
  source.push("hel");
  source.destroy();
  await expect(text(body)).rejects.toMatchObject({ code: "IncompleteBody" });
});

it("a body that ends with an error before anybody reads it tells whoever reads it later, and ends nothing else", async () => {
  const headers = { "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER", "x-amz-decoded-content-length": "5" };
  const unreadable = [
    flowingBody(request(["no chunk\r\n"], headers), unsigned),
    flowingBody(request(["hullo"]), { ...unsigned, bodySha256: "00" }),
  ];
  await expect.poll(() => unreadable.every(({ closed }) => closed)).toBe(true);
  for (const [at, code] of ["IncompleteBody", "XAmzContentSHA256Mismatch"].entries()) {
    const body = unreadable[at]?.iterator({ destroyOnReturn: false });
    await expect(body?.next()).rejects.toMatchObject({ code });
  }
});
