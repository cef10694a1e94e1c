import { expect, it } from "vitest";
import { hostName, isLoopbackName } from "./loopback.ts";

it.each([
  "localhost",
  "sqs.localhost",
  "LOCALHOST",
  "127.0.0.1",
  "127.9.9.9",
  "[::1]",
  "s3.localhost.localstack.cloud",
])("%s means this machine", (name) => {
  expect(isLoopbackName(name)).toBe(true);
});

it.each(["localhost.evil.test", "evillocalhost", "127.0.0.1.evil.test", "0.0.0.0", "[::2]", "10.0.0.1", ""])(
  "%s does not mean this machine",
  (name) => {
    expect(isLoopbackName(name)).toBe(false);
  },
);

it.each([
  ["localhost:4566", "localhost"],
  ["[::1]:4566", "[::1]"],
  ["[::1]", "[::1]"],
  ["aws.test", "aws.test"],
])("the name in %s is %s", (host, name) => {
  expect(hostName(host)).toBe(name);
});
