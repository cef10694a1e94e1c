import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { SignedRequest } from "../request.ts";
import { parseAuthentication } from "./parse.ts";
import { type Verification, verify } from "./verify.ts";

// The examples of https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
const NOW = Date.UTC(2007, 2, 27, 19, 36, 42);
const BY: Verification = {
  secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  family: "s3",
  service: "s3",
  now: NOW,
};

type Example = {
  readonly what: string;
  readonly request: SignedRequest;
  readonly signature: string;
  readonly virtualBucket?: string;
};

const EXAMPLES: readonly Example[] = [
  {
    what: "Object GET",
    request: {
      method: "GET",
      path: "/photos/puppy.jpg",
      query: "",
      headers: { date: "Tue, 27 Mar 2007 19:36:42 +0000" },
    },
    virtualBucket: "johnsmith",
    signature: "bWq2s1WEIj+Ydj0vQ697zp+IXMU=",
  },
  {
    what: "Object PUT",
    request: {
      method: "PUT",
      path: "/photos/puppy.jpg",
      query: "",
      headers: { date: "Tue, 27 Mar 2007 21:15:45 +0000", "content-type": "image/jpeg", "content-length": "94328" },
    },
    virtualBucket: "johnsmith",
    signature: "MyyxeRY7whkBe+bq8fHCL/2kKUg=",
  },
  {
    what: "List",
    request: {
      method: "GET",
      path: "/",
      query: "prefix=photos&max-keys=50&marker=puppy",
      headers: { date: "Tue, 27 Mar 2007 19:42:41 +0000" },
    },
    virtualBucket: "johnsmith",
    signature: "htDYFYduRNen8P9ZfE/s9SuKy0U=",
  },
  {
    what: "Fetch",
    request: { method: "GET", path: "/", query: "acl", headers: { date: "Tue, 27 Mar 2007 19:44:46 +0000" } },
    virtualBucket: "johnsmith",
    signature: "c2WLPFtWHVgbEmeEG93a4cG37dM=",
  },
  {
    what: "Delete",
    request: {
      method: "DELETE",
      path: "/johnsmith/photos/puppy.jpg",
      query: "",
      headers: { date: "Tue, 27 Mar 2007 21:20:26 +0000" },
    },
    signature: "lx3byBScXR6KzyMaifNkardMwNk=",
  },
  {
    what: "Upload",
    request: {
      method: "PUT",
      path: "/db-backup.dat.gz",
      query: "",
      headers: {
        date: "Tue, 27 Mar 2007 21:06:08 +0000",
        "x-amz-acl": "public-read",
        "content-type": "application/x-download",
        "content-md5": "4gJE4saaMU4BqNR0kLY+lw==",
        "x-amz-meta-reviewedby": "joe@johnsmith.net, jane@johnsmith.net",
        "x-amz-meta-filechecksum": "0x02661779",
        "x-amz-meta-checksumalgorithm": "crc32",
        "content-disposition": "attachment; filename=database.dat",
        "content-encoding": "gzip",
      },
    },
    virtualBucket: "static.johnsmith.net",
    signature: "ilyl83RwaSoYIEdixDQcA4OnAnc=",
  },
];

const verifyRequest = (request: SignedRequest, by: Verification) => {
  const authentication = parseAuthentication(request, "s3");
  if (!authentication) throw new Error("not seen as signed");
  return verify(authentication, request, by);
};

describe("S3's Signature Version 2", () => {
  test.each(EXAMPLES)("the documented $what is verified", ({ request, signature, virtualBucket }) => {
    const authorization = `AWS AKIAIOSFODNN7EXAMPLE:${signature}`;
    const signed = { ...request, headers: { ...request.headers, authorization } };
    const by = { ...BY, virtualBucket, now: Date.parse(request.headers.date ?? "") };
    expect(() => verifyRequest(signed, by)).not.toThrow();
    expect(() => verifyRequest({ ...signed, method: "POST" }, by)).toThrow(
      expect.objectContaining({ code: "SignatureDoesNotMatch", status: 403 }),
    );
  });

  const PRESIGNED: SignedRequest = {
    method: "GET",
    path: "/photos/puppy.jpg",
    query: "AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=NpgCjnDzrM%2BWFzoENXmpNDUsSn8%3D&Expires=1175139620",
    headers: { host: "johnsmith.s3.amazonaws.com" },
  };

  test("the documented presigned URL is verified, until it expires", () => {
    const by = { ...BY, virtualBucket: "johnsmith" };
    expect(() => verifyRequest(PRESIGNED, by)).not.toThrow();
    expect(() => verifyRequest(PRESIGNED, { ...by, now: 1_175_139_620_001 })).toThrow(
      expect.objectContaining({
        message: "Request has expired",
        members: { Expires: "2007-03-29T03:40:20Z", ServerTime: "2007-03-29T03:40:20Z" },
      }),
    );
  });

  test("a presigned URL without an expiry is refused in S3's words", () => {
    const request = { ...PRESIGNED, query: "AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=NpgC" };
    expect(() => parseAuthentication(request, "s3")).toThrow(
      "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters",
    );
  });

  test("a header signed twenty minutes ago is too skewed", () => {
    const [example] = EXAMPLES;
    if (!example) throw new Error("no example");
    const authorization = `AWS AKIAIOSFODNN7EXAMPLE:${example.signature}`;
    const request = { ...example.request, headers: { ...example.request.headers, authorization } };
    expect(() => verifyRequest(request, { ...BY, virtualBucket: "johnsmith", now: NOW + 20 * 60_000 })).toThrow(
      expect.objectContaining({
        code: "RequestTimeTooSkewed",
        members: {
          RequestTime: "Tue, 27 Mar 2007 19:36:42 +0000",
          ServerTime: "2007-03-27T19:56:42Z",
          MaxAllowedSkewMilliseconds: "900000",
        },
      }),
    );
  });

  test("a bucket in the path alone may be signed with a slash behind it, as boto3 does", () => {
    const date = "Tue, 27 Mar 2007 19:36:42 +0000";
    const signed = (path: string): SignedRequest => {
      const signature = createHmac("sha1", BY.secret).update(`PUT\n\n\n${date}\n${path}`).digest("base64");
      return { method: "PUT", path: "/photos", query: "", headers: { date, authorization: `AWS AKID:${signature}` } };
    };
    expect(() => verifyRequest(signed("/photos"), BY)).not.toThrow();
    expect(() => verifyRequest(signed("/photos/"), BY)).not.toThrow();
    expect(() => verifyRequest(signed("/photo/"), BY)).toThrow(expect.objectContaining({ status: 403 }));
  });

  test("only S3 still knows it", () => {
    const headers = { authorization: "AWS AKIAIOSFODNN7EXAMPLE:bWq2s1WEIj+Ydj0vQ697zp+IXMU=" };
    expect(() => parseAuthentication({ ...PRESIGNED, query: "", headers }, "query")).toThrow(
      expect.objectContaining({ code: "IncompleteSignature" }),
    );
    expect(parseAuthentication(PRESIGNED, "query")).toBeUndefined();
  });
});
