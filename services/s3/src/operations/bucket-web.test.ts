import { refusal } from "@skylab/service/testing";
import { expect, test } from "vitest";
import { MALFORMED, newBucket } from "../testing/new-bucket.ts";
import { useS3 } from "../testing/use-s3.ts";
import { GetBucketCors } from "./GetBucketCors.ts";
import { GetBucketWebsite } from "./GetBucketWebsite.ts";
import { PutBucketCors } from "./PutBucketCors.ts";
import { PutBucketWebsite } from "./PutBucketWebsite.ts";

const s3 = useS3();

test("CORS rules are kept as they are put, if browsers can go by them", async () => {
  const { call } = s3();
  const bucket = await newBucket(s3());
  type Rule = Parameters<typeof PutBucketCors>[0]["CORSConfiguration"]["CORSRules"][number];
  const put = (more: Partial<Rule>): Promise<object> =>
    call(PutBucketCors, {
      ...bucket,
      CORSConfiguration: { CORSRules: [{ AllowedMethods: ["GET"], AllowedOrigins: ["*"], ...more }] },
    });
  await put({ AllowedHeaders: ["x-*"], ExposeHeaders: ["ETag"], MaxAgeSeconds: 5 });
  expect(await call(GetBucketCors, bucket)).toEqual({
    CORSRules: [
      {
        AllowedMethods: ["GET"],
        AllowedOrigins: ["*"],
        AllowedHeaders: ["x-*"],
        ExposeHeaders: ["ETag"],
        MaxAgeSeconds: 5,
      },
    ],
  });
  const told = await Promise.all(
    [
      put({ AllowedMethods: ["MYMETHOD"] }),
      put({ AllowedOrigins: ["http://*.*.com"] }),
      put({ AllowedHeaders: ["*-*"] }),
      put({ ExposeHeaders: ["*"] }),
      put({ AllowedOrigins: [] }),
    ].map(refusal),
  );
  expect(told).toEqual([
    "InvalidRequest: Found unsupported HTTP method in CORS config. Unsupported method is MYMETHOD",
    'InvalidRequest: AllowedOrigin "http://*.*.com" can not have more than one wildcard.',
    'InvalidRequest: AllowedHeader "*-*" can not have more than one wildcard.',
    'InvalidRequest: ExposeHeader "*" contains wildcard. We currently do not support wildcard for ExposeHeader.',
    MALFORMED,
  ]);
});

test("a website has an index, or redirects everything", async () => {
  const { call } = s3();
  const bucket = await newBucket(s3());
  const put = (WebsiteConfiguration: Parameters<typeof PutBucketWebsite>[0]["WebsiteConfiguration"]): Promise<object> =>
    call(PutBucketWebsite, { ...bucket, WebsiteConfiguration });
  const website = {
    IndexDocument: { Suffix: "index.html" },
    ErrorDocument: { Key: "error.html" },
    RoutingRules: [{ Condition: { KeyPrefixEquals: "a/" }, Redirect: { ReplaceKeyPrefixWith: "b/" } }],
  };
  await put(website);
  expect(await call(GetBucketWebsite, bucket)).toEqual(website);
  await put({ RedirectAllRequestsTo: { HostName: "example.com" } });
  expect(await call(GetBucketWebsite, bucket)).toEqual({ RedirectAllRequestsTo: { HostName: "example.com" } });
  const { IndexDocument } = website;
  const told = await Promise.all(
    [
      put({}),
      put({ IndexDocument: { Suffix: "a/index.html" } }),
      put({ IndexDocument: { Suffix: "" } }),
      put({ RedirectAllRequestsTo: { HostName: "example.com" }, IndexDocument }),
      put({ IndexDocument, RoutingRules: [] }),
      put({ IndexDocument, RoutingRules: [{ Redirect: { ReplaceKeyWith: "a", ReplaceKeyPrefixWith: "b" } }] }),
      put({ IndexDocument, RoutingRules: [{ Condition: {}, Redirect: { ReplaceKeyWith: "a" } }] }),
      put({ IndexDocument, RoutingRules: [{ Redirect: { HttpRedirectCode: "300" } }] }),
      put({ IndexDocument, RoutingRules: [{ Condition: { HttpErrorCodeReturnedEquals: "200" }, Redirect: {} }] }),
    ].map(refusal),
  );
  expect(told).toEqual([
    "InvalidArgument: A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty",
    "InvalidArgument: The IndexDocument Suffix is not well formed",
    "InvalidArgument: The IndexDocument Suffix is not well formed",
    "InvalidArgument: RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.",
    MALFORMED,
    "InvalidRequest: You can only define ReplaceKeyPrefix or ReplaceKey but not both.",
    "InvalidRequest: Condition cannot be empty. To redirect all requests without a condition, the condition element shouldn't be present.",
    "InvalidRequest: The provided HTTP redirect code (300) is not valid. Valid codes are 3XX except 300.",
    "InvalidRequest: The provided HTTP error code (200) is not valid. Valid codes are 4XX or 5XX.",
  ]);
});
