import { describe, expect, test } from "vitest";
import { loadModel } from "../models.ts";
import { restJson1, restXml } from "./index.ts";

const s3 = restXml(loadModel("s3"));
const lambda = restJson1(loadModel("lambda"));
const apigateway = restJson1(loadModel("apigateway"));

type Codec = typeof s3;

/** `GET /path?query` to the name of its operation and its labels. */
function route(codec: Codec, request: string, headers: Record<string, string> = {}) {
  const [method = "", target = ""] = request.split(" ");
  const [path = "", query = ""] = target.split("?");
  const { operation, labels } = codec.route({ method, path, query, headers }, undefined);
  return [operation.name, labels] as const;
}

describe("S3's operations, as boto3 asks for them without x-id", () => {
  const copy = { "x-amz-copy-source": "/from/key" };
  test.each([
    ["GET /", {}, "ListBuckets"],
    ["GET /b", {}, "ListObjects"],
    ["GET /b/", {}, "ListObjects"],
    ["GET /b?prefix=a&delimiter=%2F", {}, "ListObjects"],
    ["GET /b?list-type=2&prefix=", {}, "ListObjectsV2"],
    ["GET /b?list-type=1", {}, "ListObjects"],
    ["GET /b?versions&prefix=", {}, "ListObjectVersions"],
    ["GET /b?versions=", {}, "ListObjectVersions"],
    ["GET /b?location", {}, "GetBucketLocation"],
    ["GET /b?inventory", {}, "ListBucketInventoryConfigurations"],
    ["GET /b?inventory&id=i", {}, "GetBucketInventoryConfiguration"],
    ["GET /b?uploads", {}, "ListMultipartUploads"],
    ["PUT /b", {}, "CreateBucket"],
    ["PUT /b?versioning", {}, "PutBucketVersioning"],
    ["DELETE /b", {}, "DeleteBucket"],
    ["HEAD /b", {}, "HeadBucket"],
    ["POST /b?delete", {}, "DeleteObjects"],
    ["GET /b/k", {}, "GetObject"],
    ["GET /b/k?versionId=v", {}, "GetObject"],
    ["GET /b/k?response-content-type=x", {}, "GetObject"],
    ["GET /b/k?partNumber=1", {}, "GetObject"],
    ["GET /b/k?uploadId=u", {}, "ListParts"],
    ["GET /b/k?attributes", { "x-amz-object-attributes": "ETag" }, "GetObjectAttributes"],
    ["GET /b/k?attributes", {}, "GetObjectAttributes"],
    ["GET /b/k?tagging", {}, "GetObjectTagging"],
    ["HEAD /b/k", {}, "HeadObject"],
    ["PUT /b/k", {}, "PutObject"],
    ["PUT /b/k", copy, "CopyObject"],
    ["PUT /b/k?partNumber=1&uploadId=u", {}, "UploadPart"],
    ["PUT /b/k?partNumber=1&uploadId=u", copy, "UploadPartCopy"],
    ["PUT /b/k?uploadId=u", {}, "PutObject"],
    ["POST /b/k?uploads", {}, "CreateMultipartUpload"],
    ["POST /b/k?uploadId=u", {}, "CompleteMultipartUpload"],
    ["POST /b/k?select&select-type=2", {}, "SelectObjectContent"],
    ["DELETE /b/k", {}, "DeleteObject"],
    ["DELETE /b/k?uploadId=u", {}, "AbortMultipartUpload"],
    ["DELETE /b/k?tagging", {}, "DeleteObjectTagging"],
    ["POST /WriteGetObjectResponse", {}, "WriteGetObjectResponse"],
  ])("%s %o is %s", (request, headers, operation) => {
    expect(route(s3, request, headers)[0]).toBe(operation);
  });

  test("an x-id must be the operation's where the operation has one", () => {
    expect(route(s3, "GET /b/k?x-id=GetObject")[0]).toBe("GetObject");
    expect(route(s3, "GET /?x-id=ListDirectoryBuckets")[0]).toBe("ListDirectoryBuckets");
    expect(route(s3, "GET /b/k?x-id=ListParts")[0]).toBe("ListParts");
    expect(() => route(s3, "GET /b/k?x-id=Other")).toThrow("not allowed against this resource");
  });

  test("the bucket comes from the host, whatever follows .s3.", () => {
    for (const host of [
      "b.s3.localhost:4566",
      "b.s3.localhost.localstack.cloud:4566",
      "b.s3.eu-west-1.amazonaws.com",
      "b.s3-eu-west-1.amazonaws.com",
      "b.s3.internal.example",
    ]) {
      expect(route(s3, "GET /a/b.txt", { host })).toEqual(["GetObject", { Bucket: "b", Key: "a/b.txt" }]);
      expect(route(s3, "GET /", { host })).toEqual(["ListObjects", { Bucket: "b" }]);
    }
    expect(route(s3, "GET /", { host: "my.dotted.b.s3.localhost" })).toEqual([
      "ListObjects",
      { Bucket: "my.dotted.b" },
    ]);
  });

  test("a host without a bucket leaves it to the path", () => {
    for (const host of ["s3.localhost:4566", "localhost:4566", "127.0.0.1", "s3.eu-west-1.amazonaws.com", "minio"]) {
      expect(route(s3, "GET /b/k", { host })).toEqual(["GetObject", { Bucket: "b", Key: "k" }]);
    }
  });

  test("a key keeps its slashes, and its escapes are decoded", () => {
    expect(route(s3, "GET /b/a%20b//c%2Fd/")).toEqual(["GetObject", { Bucket: "b", Key: "a b//c/d/" }]);
    expect(route(s3, "GET /b/%E2%82%AC+%2B")).toEqual(["GetObject", { Bucket: "b", Key: "€++" }]);
    expect(route(s3, "GET /b//")).toEqual(["GetObject", { Bucket: "b", Key: "/" }]);
    expect(route(s3, "GET /b/../k")).toEqual(["GetObject", { Bucket: "b", Key: "../k" }]);
  });

  test("a key that is called as an operation's path is a key", () => {
    expect(route(s3, "GET /b/WriteGetObjectResponse")[0]).toBe("GetObject");
  });

  test.each([
    ["POST /b/k", "OBJECT"],
    ["POST /b", "BUCKET"],
    ["PATCH /b/k", "OBJECT"],
    ["PUT /", "SERVICE"],
  ])("%s is refused as S3 does", (request, ResourceType) => {
    expect(() => route(s3, request)).toThrow(
      expect.objectContaining({
        code: "MethodNotAllowed",
        message: "The specified method is not allowed against this resource.",
        members: { Method: request.split(" ")[0], ResourceType },
      }),
    );
  });

  test.each(["GET /b/%", "GET /b/%zz", "GET /b/%ff", "GET /%c3%28", "GET /b?prefix=%", "GET /b?%e0%a4%a"])(
    "broken percent-encoding (%s) is an invalid URI",
    (request) => {
      expect(() => route(s3, request)).toThrow(expect.objectContaining({ code: "InvalidURI" }));
    },
  );
});

describe("the operations of restJson1 services", () => {
  test("literals go before labels", () => {
    expect(route(lambda, "GET /2018-10-31/layers/name/versions/3")).toEqual([
      "GetLayerVersion",
      { LayerName: "name", VersionNumber: "3" },
    ]);
    expect(route(lambda, "GET /2018-10-31/layers")[0]).toBe("ListLayers");
    expect(route(lambda, "GET /2018-10-31/layers?find=LayerVersion&Arn=a")[0]).toBe("GetLayerVersionByArn");
    expect(route(apigateway, "POST /restapis?mode=import")[0]).toBe("ImportRestApi");
    expect(route(apigateway, "POST /restapis")[0]).toBe("CreateRestApi");
    expect(route(apigateway, "PUT /restapis/abc")[0]).toBe("PutRestApi");
  });

  test("an ARN in a label is decoded", () => {
    const arn = "arn:aws:apigateway:us-east-1::/restapis/abc";
    expect(route(apigateway, `GET /tags/${encodeURIComponent(arn)}`)).toEqual(["GetTags", { resourceArn: arn }]);
  });

  test("a slash at the end does not matter: older SDKs send one to Lambda", () => {
    expect(route(lambda, "GET /2015-03-31/functions/")[0]).toBe("ListFunctions");
    expect(route(lambda, "POST /2015-03-31/functions/")[0]).toBe("CreateFunction");
  });

  test("a required member of the query that is missing is left to validation", () => {
    expect(route(lambda, "DELETE /2017-03-31/tags/arn")[0]).toBe("UntagResource");
  });

  test.each(["GET /", "GET /2015-03-31", "PATCH /2015-03-31/functions", "GET /2015-03-31/functions//", "GET /nowhere"])(
    "%s is an unknown operation",
    (request) => {
      expect(() => route(lambda, request)).toThrow(
        expect.objectContaining({ code: "UnknownOperationException", status: 404 }),
      );
    },
  );

  test("broken percent-encoding is refused", () => {
    expect(() => route(lambda, "GET /2015-03-31/functions/%zz")).toThrow(
      expect.objectContaining({ code: "SerializationException" }),
    );
  });
});
