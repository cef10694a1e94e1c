import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { AwsError } from "@skylab/aws";
import { describe, expect, test } from "vitest";
import { loadModel } from "../models.ts";
import type { AnswerBody, Body, Values } from "../wire.ts";
import { restXml } from "./index.ts";

const s3 = restXml(loadModel("s3"));
const CONTEXT = { requestId: "4442587FB7D0A2F9", hostId: "host-id" };
const XMLNS = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

type Sent = { readonly headers?: Record<string, string | string[]>; readonly body?: Body };

function decode(request: string, { headers = {}, body = Buffer.alloc(0) }: Sent = {}): Values {
  const [method = "", target = ""] = request.split(" ");
  const [path = "", query = ""] = target.split("?");
  const head = { method, path, query, headers };
  return s3.decode(s3.route(head, undefined), head, body);
}

function encode(request: string, output: Values) {
  const [method = "", target = ""] = request.split(" ");
  const [path = "", query = ""] = target.split("?");
  return s3.encode(s3.route({ method, path, query, headers: {} }, undefined), output, CONTEXT);
}

const textOf = (body: AnswerBody): string =>
  typeof body === "string" || Buffer.isBuffer(body) ? body.toString() : "a stream";
const versioning = (root: string): Buffer => Buffer.from(`<${root}><Status>Enabled</Status></${root}>`);

describe("S3's requests", () => {
  test("members come from label, query and headers", () => {
    expect(
      decode("GET /b/k?versionId=v&partNumber=3&response-expires=Thu%2C%2001%20Jan%201970%2000%3A00%3A00%20GMT", {
        headers: { range: "bytes=0-1", "if-modified-since": "Thu, 01 Jan 1970 00:00:10 GMT" },
      }),
    ).toEqual({
      Bucket: "b",
      Key: "k",
      VersionId: "v",
      PartNumber: 3,
      ResponseExpires: new Date(0),
      Range: "bytes=0-1",
      IfModifiedSince: new Date(10_000),
    });
  });

  test("a body that flows is handed through untouched", () => {
    const body = Readable.from(["data"]);
    const head = { method: "PUT", path: "/b/k", query: "", headers: {} };
    const route = s3.route(head, undefined);
    expect(route.streamsInput).toBe(true);
    expect(s3.decode(route, head, body)["Body"]).toBe(body);
  });

  test("a body that is whole flows all the same", async () => {
    const { Body: body } = decode("PUT /b/k", { body: Buffer.from("data") });
    expect(body).toBeInstanceOf(Readable);
    expect(body instanceof Readable && (await text(body))).toBe("data");
  });

  test("metadata is every header with the prefix", () => {
    const headers = { "x-amz-meta-a": "1", "x-amz-meta-__proto__": "2", "x-amz-metadata-directive": "COPY" };
    const { Metadata } = decode("PUT /b/k", { headers });
    expect(Object.entries(Metadata ?? {})).toEqual([
      ["a", "1"],
      ["__proto__", "2"],
    ]);
  });

  test("a header that is a list is split at commas", () => {
    const headers = { "x-amz-object-attributes": "ETag, ObjectSize" };
    expect(decode("GET /b/k?attributes", { headers })["ObjectAttributes"]).toEqual(["ETag", "ObjectSize"]);
  });

  test("length and encoding are the data's, not those of the chunks around it", () => {
    const headers = {
      "content-length": "100",
      "content-encoding": "aws-chunked",
      "x-amz-decoded-content-length": "5",
    };
    const input = decode("PUT /b/k", { headers });
    expect(input["ContentLength"]).toBe(5);
    expect(input["ContentEncoding"]).toBeUndefined();
  });

  test("a document is read under its own name only", () => {
    expect(
      decode("PUT /b?versioning", { body: versioning("VersioningConfiguration") })["VersioningConfiguration"],
    ).toEqual({ Status: "Enabled" });
    expect(() => decode("PUT /b?versioning", { body: versioning("Tagging") })).toThrow(
      expect.objectContaining({
        code: "MalformedXML",
        message: "The XML you provided was not well-formed or did not validate against our published schema",
      }),
    );
  });

  test("an absent document is an absent member", () => {
    expect(decode("PUT /b")).toEqual({ Bucket: "b" });
  });

  test("members outside the document cannot be smuggled in by it", () => {
    const body = Buffer.from(
      "<SelectObjectContentRequest><Bucket>other</Bucket><ExpectedBucketOwner>1</ExpectedBucketOwner>" +
        "<Expression>e</Expression></SelectObjectContentRequest>",
    );
    expect(decode("POST /b/k?select&select-type=2", { body })).toEqual({ Bucket: "b", Key: "k", Expression: "e" });
  });

  test.each([
    ["GET /b?max-keys=many", "Provided max-keys not an integer or within integer range", ["max-keys", "many"]],
    ["GET /b/k?partNumber=1.5", "Part number must be an integer between 1 and 10000, inclusive", ["partNumber", "1.5"]],
    ["GET /b?list-type=2&fetch-owner=y", "Provided fetch-owner is not a boolean", ["fetch-owner", "y"]],
  ])("%s is an invalid argument", (request, message, [ArgumentName, ArgumentValue]) => {
    expect(() => decode(request)).toThrow(
      expect.objectContaining({ code: "InvalidArgument", message, members: { ArgumentName, ArgumentValue } }),
    );
  });

  test("the end of a retention must be a time", () => {
    expect(() => decode("PUT /b/k", { headers: { "x-amz-object-lock-retain-until-date": "soon" } })).toThrow(
      "The retain until date must be provided in ISO 8601 format",
    );
  });

  test("a condition whose date is none is overlooked", () => {
    expect(decode("GET /b/k", { headers: { "if-modified-since": "yesterday" } })).toEqual({ Bucket: "b", Key: "k" });
  });
});

describe("S3's answers", () => {
  test("members go to headers, metadata to headers with a prefix", () => {
    const { status, headers, body } = encode("GET /b/k", {
      ETag: '"abc"',
      LastModified: new Date(0),
      ContentLength: 4,
      ContentType: "text/css",
      Metadata: { Name: "Zoë 😀", Place: "Zürich" },
      Body: Buffer.from("data"),
    });
    expect(status).toBe(200);
    expect(headers).toEqual({
      "x-amz-request-id": "4442587FB7D0A2F9",
      "x-amz-id-2": "host-id",
      etag: '"abc"',
      "last-modified": "Thu, 01 Jan 1970 00:00:00 GMT",
      "content-length": "4",
      "content-type": "text/css",
      "x-amz-meta-name": "=?UTF-8?B?Wm/DqyDwn5iA?=",
      "x-amz-meta-place": "=?UTF-8?B?WsO8cmljaA==?=",
    });
    expect(textOf(body)).toBe("data");
  });

  test("Expires is given back as it was put, be it a date or not", () => {
    const { headers } = encode("GET /b/k", { ExpiresString: "soon" });
    expect(headers).toMatchObject({ expires: "soon" });
    expect(headers).not.toHaveProperty("expiresstring");
  });

  test("a part of an object is partial content", () => {
    expect(encode("GET /b/k", { ContentRange: "bytes 0-0/4", Body: Buffer.from("d") }).status).toBe(206);
  });

  test("a stream stays the stream that it is", () => {
    const stream = Readable.from(["data"]);
    expect(encode("GET /b/k", { Body: stream }).body).toBe(stream);
  });

  test("a document stands in S3's namespace, under the answer's name", () => {
    expect(textOf(encode("GET /b?versioning", { Status: "Enabled" }).body)).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n<VersioningConfiguration ${XMLNS}><Status>Enabled</Status></VersioningConfiguration>`,
    );
  });

  test("GetBucketLocation's root is the value itself", () => {
    expect(textOf(encode("GET /b?location", { LocationConstraint: "eu-west-1" }).body)).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint ${XMLNS}>eu-west-1</LocationConstraint>`,
    );
    expect(textOf(encode("GET /b?location", {}).body)).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint ${XMLNS}></LocationConstraint>`,
    );
  });

  test("an answer without content has no body and no type", () => {
    expect(encode("DELETE /b", {})).toMatchObject({ status: 204, body: Buffer.alloc(0) });
    expect(encode("PUT /b?versioning", {}).headers).not.toHaveProperty("content-type");
  });
});

describe("S3's errors", () => {
  test("carry code, message, members and both ids", () => {
    const error = new AwsError("NoSuchKey", "The specified key does not exist.", { members: { Key: "a<b" } });
    const { status, headers, body } = s3.encodeError(error, CONTEXT);
    expect(status).toBe(404);
    expect(headers).toMatchObject({ "content-type": "application/xml", "x-amz-request-id": "4442587FB7D0A2F9" });
    expect(textOf(body)).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code>' +
        "<Message>The specified key does not exist.</Message><Key>a&lt;b</Key>" +
        "<RequestId>4442587FB7D0A2F9</RequestId><HostId>host-id</HostId></Error>",
    );
  });

  test.each([
    ["NoSuchBucketPolicy", 404],
    ["BucketNotEmpty", 409],
    ["InvalidRange", 416],
    ["SlowDown", 503],
    ["InvalidArgument", 400],
    ["BucketAlreadyExists", 409],
    ["MethodNotAllowed", 405],
    ["NeverHeardOf", 400],
  ])("%s has the status %i", (code, status) => {
    expect(s3.encodeError(new AwsError(code, ""), CONTEXT).status).toBe(status);
  });

  test("a fault of the server's own is S3's InternalError", () => {
    const { status, body } = s3.encodeError(new AwsError("InternalFailure", "at fault", { status: 500 }), CONTEXT);
    expect(status).toBe(500);
    expect(textOf(body)).toContain("<Code>InternalError</Code><Message>We encountered an internal error.");
  });

  test("the status that the thrower names goes before all tables", () => {
    expect(s3.encodeError(new AwsError("AccessDenied", "", { status: 401 }), CONTEXT).status).toBe(401);
  });

  test("304 has no body", () => {
    const error = new AwsError("NotModified", "Not Modified", { headers: { etag: '"a"' } });
    expect(s3.encodeError(error, CONTEXT)).toMatchObject({
      status: 304,
      body: Buffer.alloc(0),
      headers: { etag: '"a"' },
    });
  });
});
