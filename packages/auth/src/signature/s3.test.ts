import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { SignedRequest } from "../request.ts";
import { chunkVerifier } from "./chunks.ts";
import { parseAuthentication } from "./parse.ts";
import { presign, sign } from "./sign.ts";
import { verify } from "./verify.ts";

// The examples of S3's documentation:
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, sigv4-query-string-auth.html,
// sigv4-streaming.html, sigv4-streaming-trailers.html
const CREDENTIALS = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
const NOW = Date.UTC(2013, 4, 24);
const OPTIONS = { region: "us-east-1", service: "s3", family: "s3", now: NOW } as const;
const BY = { secret: CREDENTIALS.secretAccessKey, family: "s3", service: "s3", now: NOW } as const;
const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

type Example = {
  readonly what: string;
  readonly request: SignedRequest;
  readonly signature: string;
  readonly body?: string;
};

const BUCKET_HOST = { host: "examplebucket.s3.amazonaws.com" };
const EXAMPLES: readonly Example[] = [
  {
    what: "GET Object",
    request: { method: "GET", path: "/test.txt", query: "", headers: { ...BUCKET_HOST, range: "bytes=0-9" } },
    signature: "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
  },
  {
    what: "PUT Object",
    request: {
      method: "PUT",
      path: "/test$file.text",
      query: "",
      headers: { ...BUCKET_HOST, date: "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY" },
    },
    body: "Welcome to Amazon S3.",
    signature: "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
  },
  {
    what: "GET Bucket Lifecycle",
    request: { method: "GET", path: "/", query: "lifecycle", headers: BUCKET_HOST },
    signature: "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
  },
  {
    what: "Get Bucket (List Objects)",
    request: { method: "GET", path: "/", query: "max-keys=2&prefix=J", headers: BUCKET_HOST },
    signature: "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
  },
];

function authenticationOf(request: SignedRequest) {
  const authentication = parseAuthentication(request, "s3");
  if (!authentication) throw new Error("not seen as signed");
  return authentication;
}

describe("S3's documented examples", () => {
  test.each(EXAMPLES)("$what is signed and verified", ({ request, body = "", signature }) => {
    const added = sign(request, CREDENTIALS, { ...OPTIONS, body });
    expect(added["authorization"]).toMatch(new RegExp(`Signature=${signature}$`));
    const received = { ...request, headers: { ...request.headers, ...added } };
    const bodySha256 = createHash("sha256").update(body).digest("hex");
    expect(verify(authenticationOf(received), received, BY)).toEqual({ bodySha256, chunks: undefined });
    expect(verify(authenticationOf(received), received, { ...BY, body: Buffer.from(body) }).bodySha256).toBeUndefined();
    expect(() => verify(authenticationOf(received), received, { ...BY, body: Buffer.from("other") })).toThrow(
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  });

  const PRESIGNED: SignedRequest = {
    method: "GET",
    path: "/test.txt",
    query:
      "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
    headers: BUCKET_HOST,
  };

  test("a presigned GET is made and verified", () => {
    expect(presign({ ...PRESIGNED, query: "" }, CREDENTIALS, { ...OPTIONS, expiresSeconds: 86_400 })).toBe(
      PRESIGNED.query,
    );
    expect(verify(authenticationOf(PRESIGNED), PRESIGNED, BY)).toEqual({ bodySha256: undefined, chunks: undefined });
  });

  test("a presigned GET counts to its last second, and then has expired", () => {
    const end = NOW + 86_400_000;
    expect(() => verify(authenticationOf(PRESIGNED), PRESIGNED, { ...BY, now: end })).not.toThrow();
    expect(() => verify(authenticationOf(PRESIGNED), PRESIGNED, { ...BY, now: end + 1 })).toThrow(
      expect.objectContaining({
        code: "AccessDenied",
        status: 403,
        message: "Request has expired",
        members: { "X-Amz-Expires": "86400", Expires: "2013-05-25T00:00:00Z", ServerTime: "2013-05-25T00:00:00Z" },
      }),
    );
  });

  test("a presigned GET of the future is not valid yet", () => {
    expect(() => verify(authenticationOf(PRESIGNED), PRESIGNED, { ...BY, now: NOW - 900_001 })).toThrow(
      "Request is not valid yet",
    );
  });
});

const sha256OfAs = (length: number): string => createHash("sha256").update("a".repeat(length)).digest("hex");
const upload = (payload: string, headers: Record<string, string>): SignedRequest => {
  const request: SignedRequest = {
    method: "PUT",
    path: "/examplebucket/chunkObject.txt",
    query: "",
    headers: {
      host: "s3.amazonaws.com",
      "x-amz-storage-class": "REDUCED_REDUNDANCY",
      "content-encoding": "aws-chunked",
      "x-amz-decoded-content-length": "66560",
      ...headers,
    },
  };
  return { ...request, headers: { ...request.headers, ...sign(request, CREDENTIALS, { ...OPTIONS, payload }) } };
};
const chunksOf = (request: SignedRequest) => {
  const { chunks } = verify(authenticationOf(request), request, BY);
  if (!chunks) throw new Error("not seen as signed in chunks");
  return chunks;
};

describe("chunked uploads, as S3 documents them", () => {
  const SIGNED = upload("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", { "content-length": "66824" });

  test("the seed and every chunk have the documented signatures", () => {
    const chunks = chunksOf(SIGNED);
    expect(chunks.seedSignature).toBe("4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9");
    const verifier = chunkVerifier(chunks);
    verifier.chunk(sha256OfAs(65_536), "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648");
    verifier.chunk(sha256OfAs(1024), "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497");
    verifier.chunk(EMPTY, "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9");
  });

  test("a chunk out of its order is refused", () => {
    const verifier = chunkVerifier(chunksOf(SIGNED));
    const second = "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497";
    expect(() => verifier.chunk(sha256OfAs(1024), second)).toThrow(
      expect.objectContaining({ code: "SignatureDoesNotMatch", status: 403 }),
    );
  });

  test("a trailer is covered by the chain of signatures", () => {
    const chunks = chunksOf(
      upload("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", { "x-amz-trailer": "x-amz-checksum-crc32c" }),
    );
    expect(chunks.seedSignature).toBe("106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e");
    const verifier = chunkVerifier(chunks);
    verifier.chunk(sha256OfAs(65_536), "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2");
    verifier.chunk(sha256OfAs(1024), "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7");
    verifier.chunk(EMPTY, "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992");
    const trailerSignature = "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435";
    expect(() => verifier.trailer("x-amz-checksum-crc32c:AAAAAA==\n", trailerSignature)).toThrow("does not match");
    verifier.trailer("x-amz-checksum-crc32c:sOO8/Q==\n", trailerSignature);
  });

  test("unsigned payloads leave nothing to check", () => {
    for (const payload of ["UNSIGNED-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"]) {
      const request = upload(payload, {});
      expect(verify(authenticationOf(request), request, BY)).toEqual({ bodySha256: undefined, chunks: undefined });
    }
  });
});
