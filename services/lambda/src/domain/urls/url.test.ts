import { randomIds } from "@skylab/aws";
import { expect, it } from "vitest";
import { customUrlId, describeUrl, newUrlId, type StoredUrl } from "./url.ts";

const FUNCTION = { place: { account: "111122223333", region: "eu-west-1" }, name: "f", qualifier: "$LATEST" };
const URL: StoredUrl = { id: "abc", authType: "NONE", createdAt: 0, modifiedAt: 1000 };

const urlAt = (endpoint: string): string => describeUrl(FUNCTION, URL, endpoint).FunctionUrl;

it("a URL is on the host by which the client came", () => {
  expect(urlAt("http://localhost:4566")).toBe("http://abc.lambda-url.eu-west-1.localhost:4566/");
  expect(urlAt("http://localhost.localstack.cloud:4566")).toBe(
    "http://abc.lambda-url.eu-west-1.localhost.localstack.cloud:4566/",
  );
  expect(urlAt("https://skylab.example")).toBe("https://abc.lambda-url.eu-west-1.skylab.example/");
});

it("a URL is beside the service's own host, not below it", () => {
  expect(urlAt("http://lambda.us-east-1.localhost.localstack.cloud:4566")).toBe(
    "http://abc.lambda-url.eu-west-1.localhost.localstack.cloud:4566/",
  );
  expect(urlAt("http://lambda.localhost:4566")).toBe("http://abc.lambda-url.eu-west-1.localhost:4566/");
});

it("no URL is below an address", () => {
  expect(urlAt("http://127.0.0.1:4566")).toBe("http://abc.lambda-url.eu-west-1.localhost:4566/");
  expect(urlAt("http://[::1]:4566")).toBe("http://abc.lambda-url.eu-west-1.localhost:4566/");
});

it("a URL is of the function, or of an alias", () => {
  const arn = "arn:aws:lambda:eu-west-1:111122223333:function:f";
  expect(describeUrl(FUNCTION, URL, "http://h").FunctionArn).toBe(arn);
  expect(describeUrl({ ...FUNCTION, qualifier: "live" }, URL, "http://h").FunctionArn).toBe(`${arn}:live`);
});

it("a URL is buffered where nothing else was asked for", () => {
  expect(describeUrl(FUNCTION, URL, "http://h")).toMatchObject({
    InvokeMode: "BUFFERED",
    CreationTime: "1970-01-01T00:00:00.000Z",
    LastModifiedTime: "1970-01-01T00:00:01.000Z",
  });
});

it("ids are 32 letters and digits", () => {
  expect(newUrlId(randomIds)).toMatch(/^[a-z2-7]{32}$/);
});

it("a tag may choose the id, if a host can be called so", () => {
  expect(customUrlId({})).toBeUndefined();
  expect(customUrlId({ _custom_id_: "my-id" })).toBe("my-id");
  expect(() => customUrlId({ _custom_id_: "my id" })).toThrow("valid subdomain");
});
