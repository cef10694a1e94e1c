import { describe, expect, it } from "vitest";
import { type Answer, type Asked, useWeb } from "./web.ts";

const web = useWeb({ SKYLAB_AUTH: "enforce" });

const WEBSITE = { IndexDocument: { Suffix: "index.html" }, ErrorDocument: { Key: "error.html" } };
const EVERYBODY = ["s3:GetObject"];

const visit = (bucket: string, path: string, more: Partial<Asked> = {}): Promise<Answer> =>
  web.ask({ path, host: `${bucket}.s3-website.localhost:4566`, ...more });

async function site(about: Partial<Parameters<typeof web.bucket>[0]> = {}): Promise<string> {
  const bucket = await web.bucket({ website: WEBSITE, everybody: EVERYBODY, ...about });
  for (const key of ["index.html", "error.html", "docs/index.html"]) {
    await web.put(bucket, key, { Body: `page ${key}`, ContentType: "text/html" });
  }
  return bucket;
}

describe("a website shows", () => {
  it.each([
    ["/", "index.html"],
    ["/docs/", "docs/index.html"],
    ["/docs/index.html", "docs/index.html"],
  ])("at %s the page %s", async (path, page) => {
    const answer = await visit(await site(), path);
    expect(answer).toMatchObject({ status: 200, text: `page ${page}` });
    expect(answer.headers["content-type"]).toBe("text/html");
  });

  it.each(["s3-website-us-east-1.amazonaws.com", "s3-website.us-east-1.localhost.localstack.cloud:4566"])(
    "itself at %s",
    async (domain) => {
      const bucket = await site();
      expect((await visit(bucket, "/", { host: `${bucket}.${domain}` })).text).toBe("page index.html");
    },
  );

  it("itself at a path, where it has no host", async () => {
    const bucket = await site();
    const path = `/_skylab/website/${bucket}`;
    expect(await web.ask({ path })).toMatchObject({ status: 302, headers: { location: `${path}/` } });
    expect((await web.ask({ path: `${path}/` })).text).toBe("page index.html");
    expect((await web.ask({ path: `${path}/docs` })).headers["location"]).toBe(`${path}/docs/`);
    expect((await web.ask({ path: `${path}/nothing` })).text).toBe("page error.html");
  });

  it("a head without a body, and a part of a page", async () => {
    const bucket = await site();
    const head = await visit(bucket, "/", { method: "HEAD" });
    expect(head).toMatchObject({ status: 200, text: "", headers: { "content-length": "15" } });
    const part = await visit(bucket, "/", { headers: { range: "bytes=0-3" } });
    expect(part).toMatchObject({ status: 206, text: "page", headers: { "content-range": "bytes 0-3/15" } });
  });

  it("nothing where nothing has changed", async () => {
    const bucket = await site();
    const { headers } = await visit(bucket, "/");
    const again = await visit(bucket, "/", { headers: { "if-none-match": headers.etag ?? "" } });
    expect(again).toMatchObject({ status: 304, text: "" });
  });
});

describe("a visitor is sent on", () => {
  it("from a folder without its slash to the one with it", async () => {
    const answer = await visit(await site(), "/docs");
    expect(answer).toMatchObject({ status: 302, text: "", headers: { location: "/docs/" } });
  });

  it("from an object to where it is now", async () => {
    const bucket = await site();
    await web.put(bucket, "old.html", { Body: "old", WebsiteRedirectLocation: "/docs/" });
    expect(await visit(bucket, "/old.html")).toMatchObject({ status: 301, headers: { location: "/docs/" } });
  });

  it("by routing rules, before a page is shown and where there is none", async () => {
    const RoutingRules = [
      { Condition: { KeyPrefixEquals: "docs/" }, Redirect: { ReplaceKeyPrefixWith: "documents/" } },
      {
        Condition: { HttpErrorCodeReturnedEquals: "404" },
        Redirect: { HostName: "elsewhere", HttpRedirectCode: "302" },
      },
    ];
    const bucket = await site({ website: { ...WEBSITE, RoutingRules } });
    expect(await visit(bucket, "/docs/index.html")).toMatchObject({
      status: 301,
      headers: { location: `http://${bucket}.s3-website.localhost:4566/documents/index.html` },
    });
    expect(await visit(bucket, "/none")).toMatchObject({ status: 302, headers: { location: "http://elsewhere/none" } });
    expect((await visit(bucket, "/")).status).toBe(200);
  });

  it("from all of a website that has moved", async () => {
    const website = { RedirectAllRequestsTo: { HostName: "example.com", Protocol: "https" } } as const;
    const bucket = await web.bucket({ website });
    expect(await visit(bucket, "/a/b?c=d")).toMatchObject({
      status: 301,
      headers: { location: "https://example.com/a/b?c=d" },
    });
    const Redirect = { HostName: "two\nlines" };
    const odd = await web.bucket({ website: { ...WEBSITE, RoutingRules: [{ Redirect }] } });
    expect(await visit(odd, "/")).toMatchObject({ status: 301, headers: { location: "http://two%0Alines/" } });
  });
});

describe("what a website cannot show", () => {
  it("it tells by its own page, with the status of what went wrong", async () => {
    const answer = await visit(await site(), "/nothing");
    expect(answer).toMatchObject({ status: 404, text: "page error.html", headers: { "content-type": "text/html" } });
  });

  it("it tells by S3's page, which says why its own is not shown", async () => {
    const bucket = await web.bucket({ website: WEBSITE, everybody: EVERYBODY });
    const { status, headers, text } = await visit(bucket, "/nothing");
    expect(status).toBe(404);
    expect(headers).toMatchObject({ "content-type": "text/html; charset=utf-8", "x-amz-error-code": "NoSuchKey" });
    expect(text.replaceAll(/(RequestId|HostId): [^<]+/g, "$1: id")).toBe(`<html>
<head><title>404 Not Found</title></head>
<body>
<h1>404 Not Found</h1>
<ul>
<li>Code: NoSuchKey</li>
<li>Message: The specified key does not exist.</li>
<li>Key: nothing</li>
<li>RequestId: id</li>
<li>HostId: id</li>
</ul>
<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>
<ul>
<li>Code: NoSuchKey</li>
<li>Message: The specified key does not exist.</li>
<li>Key: error.html</li>
</ul>
<hr/>
</body>
</html>
`);
  });

  it.each([
    ["not to everybody", { website: { IndexDocument: { Suffix: "index.html" } } }, "403 AccessDenied"],
    ["as it is no website", {}, "404 NoSuchWebsiteConfiguration"],
  ])("%s", async (_why, about, refusal) => {
    const bucket = await web.bucket(about);
    await web.put(bucket, "index.html", "secret");
    const answer = await visit(bucket, "/");
    expect(`${answer.status} ${/<li>Code: (.*)<\/li>/.exec(answer.text)?.[1]}`).toBe(refusal);
    expect(answer.text).not.toContain("secret");
  });

  it("as there is no such bucket", async () => {
    const answer = await visit("no-such-bucket-at-all", "/");
    expect(answer.status).toBe(404);
    expect(answer.text).toContain("<li>Code: NoSuchBucket</li>");
    expect(answer.text).toContain("<li>BucketName: no-such-bucket-at-all</li>");
  });

  it("to whoever does not only look", async () => {
    const answer = await visit(await site(), "/", { method: "POST" });
    expect(answer.status).toBe(405);
    expect(answer.text).toContain("<li>Method: POST</li>\n<li>ResourceType: OBJECT</li>");
  });
});

it("in open mode, where everybody is root, it needs no policy", async () => {
  expect(await openSite()).toBe("open");
});

const open = useWeb();
async function openSite(): Promise<string> {
  const bucket = await open.bucket({ website: WEBSITE });
  await open.put(bucket, "index.html", "open");
  return (await open.ask({ path: "/", host: `${bucket}.s3-website.localhost:4566` })).text;
}
