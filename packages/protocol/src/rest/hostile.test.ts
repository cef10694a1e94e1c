import { AwsError } from "@skylab/aws";
import { describe, expect, test } from "vitest";
import { loadModel } from "../models.ts";
import type { RequestHead } from "../wire.ts";
import { restJson1, restXml } from "./index.ts";

/** Repeatable random numbers from 0 to 1: https://en.wikipedia.org/wiki/Linear_congruential_generator */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const METHODS = ["GET", "PUT", "POST", "DELETE", "HEAD", "PATCH", "OPTIONS", "", "get", "__proto__"];
const PIECES = [
  "",
  "/",
  "//",
  "b",
  "%",
  "%zz",
  "%00",
  "%ff%fe",
  "%E2%82%AC",
  "..",
  "__proto__",
  "constructor",
  "{Key+}",
  "a".repeat(5000),
  "😀",
  "\u0000",
  "+",
  "&",
  "=",
  "?",
  "-1",
  "1e999",
  "NaN",
  "0x10",
  "99999999999999999999",
  "9999-99-99T99:99:99Z",
  "true",
];
const QUERY_NAMES = [
  "x-id",
  "acl",
  "uploads",
  "uploadId",
  "partNumber",
  "list-type",
  "max-keys",
  "MaxItems",
  "tagKeys",
  "mode",
  "limit",
];
const HEADER_NAMES = [
  "host",
  "x-amz-copy-source",
  "content-length",
  "content-encoding",
  "x-amz-decoded-content-length",
  "x-amz-object-attributes",
  "x-amz-meta-__proto__",
  "x-amz-object-lock-retain-until-date",
  "if-modified-since",
  "x-amz-bypass-governance-retention",
];
const BODIES = [
  "",
  "{",
  "[".repeat(100_000),
  '{"a":'.repeat(100_000),
  "<",
  "<a>".repeat(100_000),
  '<!DOCTYPE a [<!ENTITY x "y">]><Tagging>&x;</Tagging>',
  "<Tagging><TagSet><Tag><Key>k</Key></Tag></TagSet></Tagging>",
  "<Tagging/>",
  "<Delete><Object><Key/><Size>NaN</Size></Object><Quiet>1</Quiet></Delete>",
  "<__proto__/>",
  '{"__proto__":{"x":1},"constructor":1}',
  '{"Name":{"a":1},"FunctionVersion":[1],"Tags":{"__proto__":null}}',
  "\ufeff{}",
  "null",
  "true",
  "\u0000".repeat(100),
];

function randomRequest(random: () => number, paths: readonly string[]): { head: RequestHead; body: Buffer } {
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? "";
  const some = (names: readonly string[], most: number): [string, string][] =>
    Array.from({ length: Math.floor(random() * most) }, () => [pick(names), pick(PIECES)]);
  const template = random() < 0.7 ? pick(paths) : `/${pick(PIECES)}/${pick(PIECES)}`;
  const [path = "", literals = ""] = template.replaceAll(/\{\w+\+?\}/g, () => pick(PIECES)).split("?");
  const query = some([...QUERY_NAMES, ...PIECES], 4).map(([name, value]) => `${name}=${value}`);
  return {
    head: {
      method: pick(METHODS),
      path,
      query: [literals, ...query].filter((part) => part !== "").join("&"),
      headers: Object.fromEntries(some(HEADER_NAMES, 4)),
    },
    body: Buffer.from(pick(BODIES)),
  };
}

const CODECS = (["s3", "lambda", "apigateway", "apigatewayv2", "scheduler"] as const).map((name) => {
  const model = loadModel(name);
  const codec = name === "s3" ? restXml(model) : restJson1(model);
  const onBucket = name === "s3" ? "/b" : "";
  return { name, codec, paths: Object.values(model.operations).map(({ http }) => `${onBucket}${http?.uri ?? "/"}`) };
});

describe.each(CODECS)("two thousand malformed requests to $name", ({ codec, paths }) => {
  test("are understood or refused, and never a failure of ours", () => {
    const random = randomFrom(paths.length);
    let refused = 0;
    for (let turn = 0; turn < 2000; turn += 1) {
      const { head, body } = randomRequest(random, paths);
      try {
        codec.decode(codec.route(head, undefined), head, body);
      } catch (error) {
        if (!(error instanceof AwsError)) throw new Error(`A defect at ${JSON.stringify(head)}.`, { cause: error });
        expect(codec.encodeError(error, { requestId: "id" }).status).toBeLessThan(500);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(200);
    expect(refused).toBeLessThan(2000);
    expect(Object.prototype).not.toHaveProperty("x");
  });
});
