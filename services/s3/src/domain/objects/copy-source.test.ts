import { expect, it } from "vitest";
import { readCopySource } from "./copy-source.ts";

it.each([
  ["bucket/key", { key: "key" }],
  ["/bucket/a/b", { key: "a/b" }],
  ["bucket/a%20b+c%2B%C3%A4", { key: "a b c+ä" }],
  ["bucket%2Fkey", { key: "key" }],
  ["bucket/key?versionId=v1", { key: "key", versionId: "v1" }],
  ["bucket/a%3FversionId=v1", { key: "a?versionId=v1" }],
  ["bucket//key", { key: "/key" }],
])("%s", (header, source) => {
  expect(readCopySource(header)).toEqual({ bucket: "bucket", versionId: undefined, ...source });
});

it.each(["bucket", "/bucket", "bucket/", "", "bucket/%zz"])("%s is refused", (header) => {
  expect(() => readCopySource(header)).toThrow();
});
