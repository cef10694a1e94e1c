import { describe, expect, it } from "vitest";
import { type Answer, errorOf, useWeb } from "./web.ts";

const web = useWeb({ SKYLAB_AUTH: "enforce" });

const APP = "https://app.example.com";
const RULE = {
  AllowedOrigins: [APP],
  AllowedMethods: ["GET", "PUT"],
  AllowedHeaders: ["*"],
  ExposeHeaders: ["etag"],
  MaxAgeSeconds: 3000,
};
const FOREIGN = { origin: "https://elsewhere.example" };
const OWN = { origin: "http://localhost:3000" };
const NOT_ALLOWED =
  "403 AccessForbidden: CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.";
const NOT_ENABLED = "403 AccessForbidden: CORSResponse: CORS is not enabled for this bucket.";

const preflight = (path: string, headers: Readonly<Record<string, string>>, host?: string): Promise<Answer> =>
  web.ask({ method: "OPTIONS", path, headers, ...(host !== undefined && { host }) });

const asksFor = (method: string, origin = APP): Readonly<Record<string, string>> => ({
  origin,
  "access-control-request-method": method,
});

/** What an answer tells a browser. */
const corsOf = ({ headers }: Answer): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith("access-control-") || name === "vary"));

describe("a preflight", () => {
  it("is answered by the bucket's rule that allows it, on every host of the bucket", async () => {
    const bucket = await web.bucket({ cors: [RULE] });
    const asked = { ...asksFor("PUT"), "access-control-request-headers": "X-Amz-Acl, content-type" };
    const answer = await preflight(`/${bucket}/key`, asked);
    expect(answer).toMatchObject({ status: 200, text: "" });
    expect(corsOf(answer)).toEqual({
      "access-control-allow-origin": APP,
      "access-control-allow-methods": "GET, PUT",
      "access-control-allow-headers": "x-amz-acl, content-type",
      "access-control-expose-headers": "etag",
      "access-control-max-age": "3000",
      "access-control-allow-credentials": "true",
      vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
    });
    for (const host of [`${bucket}.s3.localhost:4566`, `${bucket}.s3-website.localhost:4566`]) {
      expect((await preflight("/key", asked, host)).status).toBe(200);
    }
  });

  it.each([
    ["another method", asksFor("DELETE"), NOT_ALLOWED],
    ["another origin", asksFor("PUT", FOREIGN.origin), NOT_ALLOWED],
    ["an origin of this machine that the bucket does not allow", asksFor("PUT", OWN.origin), NOT_ALLOWED],
    ["no origin", {}, "400 BadRequest: Insufficient information. Origin request header needed."],
  ])("is refused with %s", async (_what, headers, refusal) => {
    const bucket = await web.bucket({ cors: [RULE] });
    const answer = await preflight(`/${bucket}/key`, headers);
    expect(errorOf(answer)).toBe(refusal);
    expect(corsOf(answer)).toEqual({});
  });

  it("tells by which method it is refused, and whether for an object or a bucket", async () => {
    const bucket = await web.bucket({ cors: [RULE] });
    const { text } = await preflight(`/${bucket}/key`, asksFor("DELETE"));
    expect(text).toContain("<Method>DELETE</Method><ResourceType>OBJECT</ResourceType>");
    expect((await preflight(`/${bucket}`, asksFor("DELETE"))).text).toContain("<ResourceType>BUCKET</ResourceType>");
  });

  it("of a bucket without rules is refused to pages from elsewhere, and allowed to those of this machine", async () => {
    const bucket = await web.bucket();
    expect(errorOf(await preflight(`/${bucket}/key`, asksFor("PUT")))).toBe(NOT_ENABLED);
    const answer = await preflight(`/${bucket}/key`, asksFor("PUT", OWN.origin));
    expect(answer.status).toBe(204);
    expect(answer.headers["access-control-allow-origin"]).toBe(OWN.origin);
    expect(answer.headers["access-control-allow-methods"]).toContain("PUT");
  });

  it("of another service, which nothing in it names, is answered as ever", async () => {
    const asked = { ...asksFor("POST", OWN.origin), "access-control-request-headers": "x-amz-target,x-amz-date" };
    const answer = await preflight("/", asked);
    expect(answer.status).toBe(204);
    expect(answer.headers["access-control-allow-headers"]).toContain("x-amz-target");
    expect((await preflight("/000000000000/queue", asked)).status).toBe(204);
    expect(errorOf(await preflight("/", asksFor("POST")))).toBe("403 AccessForbidden: CORSResponse: Bucket not found");
  });
});

describe("where keys are known, a page from elsewhere", () => {
  it("is shown what the bucket's rules let it see, refusals too", async () => {
    const bucket = await web.bucket({ cors: [RULE], everybody: ["s3:GetObject"] });
    await web.put(bucket, "key", "seen");
    const answer = await web.ask({ path: `/${bucket}/key`, headers: { origin: APP } });
    expect(answer.text).toBe("seen");
    expect(answer.headers).toMatchObject({
      "access-control-allow-origin": APP,
      "access-control-expose-headers": "etag",
      vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
    });
    const denied = await web.ask({ method: "PUT", path: `/${bucket}/key`, headers: { origin: APP } });
    expect(denied.status).toBe(403);
    expect(denied.headers["access-control-allow-origin"]).toBe(APP);
  });

  it("gets an answer that its browser does not show it, where no rule lets it", async () => {
    const bucket = await web.bucket({ cors: [RULE], everybody: ["s3:GetObject"] });
    await web.put(bucket, "key", "hidden");
    const answer = await web.ask({ path: `/${bucket}/key`, headers: FOREIGN });
    expect(answer).toMatchObject({ status: 200, text: "hidden" });
    expect(corsOf(answer)).toEqual({});
    const asked = { origin: APP, "access-control-request-method": "DELETE" };
    expect(corsOf(await web.ask({ path: `/${bucket}/key`, headers: asked }))).toEqual({});
  });
});

describe("where every key counts, a page from elsewhere", () => {
  const open = useWeb();

  it("is refused before anything is done, unless the bucket's rules let it", async () => {
    const [bucket, strict] = [await open.bucket({ cors: [RULE] }), await open.bucket()];
    const put = { method: "PUT", body: "x", headers: { ...FOREIGN, "content-length": "1" } };
    expect(errorOf(await open.ask({ ...put, path: `/${bucket}/key` }))).toBe(NOT_ALLOWED);
    expect(errorOf(await open.ask({ ...put, path: `/${strict}/key` }))).toBe(NOT_ENABLED);
    expect((await open.ask({ path: "/", headers: FOREIGN })).status).toBe(403);
    expect((await open.ask({ path: `/${bucket}/key` })).status).toBe(404);
    const allowed = { ...put, headers: { ...put.headers, origin: APP } };
    expect((await open.ask({ ...allowed, path: `/${bucket}/key` })).status).toBe(200);
  });

  it("is let in where it is of this machine", async () => {
    const bucket = await open.bucket();
    const put = { method: "PUT", body: "x", headers: { ...OWN, "content-length": "1" } };
    const answer = await open.ask({ ...put, path: `/${bucket}/key` });
    expect(answer.status).toBe(200);
    expect(answer.headers["access-control-allow-origin"]).toBe(OWN.origin);
  });
});
