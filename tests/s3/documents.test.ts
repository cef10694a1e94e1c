import { createHash } from "node:crypto";
import { ListBucketsCommand, PutBucketTaggingCommand } from "@aws-sdk/client-s3";
import { uniqueName } from "@skylab/testkit";
import { beforeAll, describe, expect, it } from "vitest";
import { MEBIBYTE, refusal, useS3 } from "./s3.ts";

const s3 = useS3();
let Bucket: string;
beforeAll(async () => {
  Bucket = await s3.createBucket();
});

/** As every client sends it; the signature of a key that nobody issued is not looked at. */
const AUTHORIZATION = `AWS4-HMAC-SHA256 Credential=test/20261126/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`;

type Answer = { readonly status: number; readonly text: string };

async function send(method: "PUT" | "POST", query: string, body: string | Buffer): Promise<Answer> {
  const headers = {
    authorization: AUTHORIZATION,
    "x-amz-date": "20261126T000000Z",
    "x-amz-content-sha256": "UNSIGNED-PAYLOAD",
    "content-md5": createHash("md5").update(body).digest("base64"),
  };
  const answer = await fetch(`${s3.skylab().url}/${Bucket}?${query}`, { method, headers, body });
  return { status: answer.status, text: await answer.text() };
}

const tagging = (value: string): string =>
  `<Tagging><TagSet><Tag><Key>key</Key><Value>${value}</Value></Tag></TagSet></Tagging>`;

const BILLION_LAUGHS = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
  { length: 9 },
  (_, index) => `<!ENTITY lol${index + 1} "${`&lol${index === 0 ? "" : index};`.repeat(10)}">`,
).join("")}]>${tagging("&lol9;")}`;

const DEPTH = 100_000;

const set = (Key: string): Promise<unknown> =>
  s3.client().send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key, Value: uniqueName("v") }] } }));

describe("a document", () => {
  it.each<[string, string | Buffer]>([
    ["a bomb of entities", BILLION_LAUGHS],
    [
      "a file of the machine",
      `<?xml version="1.0"?><!DOCTYPE t [<!ENTITY file SYSTEM "file:///etc/passwd">]>${tagging("&file;")}`,
    ],
    [
      "an address elsewhere",
      `<?xml version="1.0"?><!DOCTYPE t SYSTEM "http://127.0.0.1:1/evil.dtd">${tagging("value")}`,
    ],
    ["entities of its own", `<!DOCTYPE t [<!ENTITY own "value">]>${tagging("&own;")}`],
    ["an entity that nobody has declared", tagging("&nobody;")],
    ["elements without end", "<a>".repeat(DEPTH)],
    ["elements in elements", `${"<a>".repeat(DEPTH)}${"</a>".repeat(DEPTH)}`],
    ["attributes without end", `<Tagging ${Array.from({ length: 10_000 }, (_, n) => `a${n}="x"`).join(" ")}/>`],
    ["no XML", "just text"],
    ["JSON", '{"TagSet":[]}'],
    ["bytes that are no text", Buffer.from([0x3c, 0xff, 0xfe, 0x00, 0x3e])],
    ["half of itself", tagging("value").slice(0, 40)],
    ["another document", "<CreateBucketConfiguration/>"],
  ])("that is or has %s is refused, at once and without harm", async (_name, body) => {
    const { status, text } = await send("PUT", "tagging", body);
    expect(status, text.slice(0, 500)).toBe(400);
    expect(text).toMatch(/<Code>(MalformedXML|InvalidTag)<\/Code>/);
    expect(text).not.toContain("root:");
    // And Skylab goes on.
    await s3.client().send(new ListBucketsCommand({}));
  });

  it.each(["delete", "tagging", "lifecycle", "cors", "website", "versioning", "notification", "policy", "acl"])(
    "for ?%s is refused where it is a bomb",
    async (query) => {
      const { status } = await send(query === "delete" ? "POST" : "PUT", query, BILLION_LAUGHS);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    },
  );

  it("that is too large is refused", async () => {
    const { status, text } = await send("PUT", "tagging", tagging("x".repeat(9 * MEBIBYTE)));
    expect(status).toBe(400);
    expect(text).toContain("<Code>MaxMessageLengthExceeded</Code><Message>Your request was too big.</Message>");
  });

  it("may name what other languages have at the root of everything", async () => {
    for (const key of ["constructor", "hasOwnProperty", "toString"]) await set(key);
    const { status } = await send("PUT", "tagging", "<Tagging><TagSet><__proto__><a/></__proto__></TagSet></Tagging>");
    expect(status).toBeLessThan(500);
    expect(await refusal(set("a".repeat(200)))).toMatch(/^400 InvalidTag: /);
  });
});
