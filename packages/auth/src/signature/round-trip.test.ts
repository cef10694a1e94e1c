import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import { describe, expect, test } from "vitest";
import type { SignedRequest } from "../request.ts";
import type { AuthFamily } from "./family.ts";
import { parseAuthentication } from "./parse.ts";
import { presign, sign } from "./sign.ts";
import { verify } from "./verify.ts";

/** The hash that the SDK's signer asks for: keyed, it is an HMAC. */
class NodeSha256 {
  #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    const key =
      secret === undefined || typeof secret === "string" ? secret : Buffer.from(new Uint8Array(toBytes(secret)));
    this.#hash = key === undefined ? createHash("sha256") : createHmac("sha256", key);
  }
  update(data: Uint8Array): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {}
}
const toBytes = (data: ArrayBuffer | ArrayBufferView): Uint8Array =>
  ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);

/** The same numbers in every run. https://en.wikipedia.org/wiki/Linear_congruential_generator */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const CHARACTERS = Array.from("abcXYZ019-._~ !'()*+,/:;=?@[]%&$#\"\\^`{|}<>äéß→日本😀");
type Random = (below: number) => number;
const textOf = (random: Random, length: number): string =>
  Array.from({ length: random(length) }, () => CHARACTERS[random(CHARACTERS.length)]).join("");
const escape = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const NOW = Date.UTC(2026, 10, 26, 8, 30, 59);

function randomRequest(random: Random) {
  const segments = Array.from({ length: random(5) }, () => escape(textOf(random, 12)));
  const query: Record<string, string | string[]> = {};
  for (let count = random(5); count > 0; count--) {
    const name = `${textOf(random, 6)}k${random(3)}`;
    query[name] = random(3) === 0 ? [textOf(random, 6), textOf(random, 6), "z"] : textOf(random, 8);
  }
  const headers: Record<string, string> = {
    host: `host-${random(9)}.example:4566`,
    "content-type": "application/json",
  };
  for (let count = random(4); count > 0; count--) {
    headers[`x-amz-meta-${random(99)}`] = `  some  ${random(1000)} words,  and  more `;
  }
  const body = random(2) === 0 ? undefined : textOf(random, 200);
  return { method: random(2) === 0 ? "GET" : "POST", path: `/${segments.join("/")}`, query, headers, body };
}

type Sent = {
  readonly path: string;
  readonly query: Record<string, unknown>;
  readonly headers: Record<string, string>;
};

/** What arrives of what the SDK sends: escaped by another hand, parameters in another order. */
function arrived(method: string, sent: Sent, random: Random): SignedRequest {
  const pairs = Object.entries(sent.query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => `${escape(name)}=${escape(String(one))}`),
  );
  const query = (random(2) === 0 ? pairs : pairs.toReversed()).join("&");
  const lowerCase = random(2) === 0 ? query.replace(/%[0-9A-F]{2}/g, (found) => found.toLowerCase()) : query;
  return { method, path: sent.path, query: lowerCase, headers: sent.headers };
}

const CASES: readonly { readonly family: AuthFamily; readonly service: string; readonly sessionToken?: string }[] = [
  { family: "json", service: "sqs" },
  { family: "restJson", service: "lambda", sessionToken: "token/with+signs==" },
  { family: "s3", service: "s3" },
  { family: "s3", service: "s3", sessionToken: "token/with+signs==" },
];

describe("the SDK's own signer", () => {
  test.each(CASES)("signs 200 requests to $service that are verified ($sessionToken)", async (one) => {
    const { family, service, sessionToken } = one;
    const credentials = {
      accessKeyId: "AKIDEXAMPLE",
      secretAccessKey: "secret/+",
      ...(sessionToken && { sessionToken }),
    };
    const s3 = family === "s3";
    const signer = new SignatureV4({
      credentials,
      region: "eu-central-1",
      service,
      sha256: NodeSha256,
      uriEscapePath: !s3,
      applyChecksum: s3,
    });
    const random = seeded(sessionToken ? 7 : 42);
    const by = { secret: credentials.secretAccessKey, family, service, now: NOW };
    for (let turn = 0; turn < 200; turn++) {
      const { body, ...request } = randomRequest(random);
      const outgoing = { ...request, protocol: "http:", hostname: "example", body };
      const signed = await signer.sign(outgoing, { signingDate: new Date(NOW) });
      const received = arrived(request.method, { ...signed, query: request.query }, random);
      const authentication = parseAuthentication(received, family);
      if (!authentication) throw new Error("not seen as signed");
      expect(() => verify(authentication, received, { ...by, body: Buffer.from(body ?? "") })).not.toThrow();
      expect(authentication.sessionToken).toBe(sessionToken);
      // Ours signs alike, but for an escaped slash, which S3's documentation wants bare and the SDK never sends.
      const unsigned = { ...received, headers: request.headers };
      const ours = sign(unsigned, credentials, { family, service, region: "eu-central-1", now: NOW, body: body ?? "" });
      if (!s3 || !request.path.includes("%2F")) {
        expect(ours["authorization"]).toBe(signed.headers["authorization"]);
      }

      const presigned = await signer.presign(outgoing, { signingDate: new Date(NOW), expiresIn: 600 });
      const followed = arrived(request.method, { ...presigned, query: presigned.query ?? {} }, random);
      const claim = parseAuthentication(followed, family);
      if (!claim) throw new Error("not seen as presigned");
      // S3 takes the payload of a presigned URL for unsigned, unless it says otherwise.
      if (!s3) expect(() => verify(claim, followed, { ...by, body: Buffer.from(body ?? "") })).not.toThrow();
      expect(() => verify(claim, { ...followed, method: "PATCH" }, by)).toThrow("does not match");
    }
  });

  test.each(CASES)(
    "has its like in ours: what we presign for $service is verified",
    ({ family, service, sessionToken }) => {
      const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret/+", sessionToken };
      const random = seeded(3);
      for (let turn = 0; turn < 100; turn++) {
        const { body, ...request } = randomRequest(random);
        const unsigned = arrived(request.method, request, random);
        const options = { family, service, region: "eu-central-1", now: NOW, expiresSeconds: 60, body: body ?? "" };
        const received = { ...unsigned, query: presign(unsigned, credentials, options) };
        const authentication = parseAuthentication(received, family);
        if (!authentication) throw new Error("not seen as presigned");
        const by = { secret: "secret/+", family, service, now: NOW, body: Buffer.from(body ?? "") };
        expect(() => verify(authentication, received, by)).not.toThrow();
        expect(authentication.sessionToken).toBe(sessionToken);
      }
    },
  );
});
