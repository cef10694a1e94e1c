import { describe, expect, it } from "vitest";
import { hostIdOf } from "../host-id.ts";
import { errorHeaders, errorPage } from "./error-page.ts";
import { folderRedirect, objectRedirect, redirectAll, routingRedirect } from "./redirects.ts";
import { websiteAddress } from "./website-address.ts";

describe("a website is found", () => {
  it.each([
    ["site.s3-website.localhost:4566", "site"],
    ["site.s3-website-eu-west-1.amazonaws.com", "site"],
    ["www.my.site.s3-website.eu-central-1.localhost.localstack.cloud:4566", "www.my.site"],
  ])("by its host %s", (host, bucket) => {
    expect(websiteAddress(host, "/a/b")).toEqual({ bucket, path: "/a/b", base: "" });
  });

  it("by its path, where it has no host of its own", () => {
    const base = "/_skylab/website/site";
    expect(websiteAddress("localhost:4566", `${base}/a/b`)).toEqual({ bucket: "site", path: "/a/b", base });
    expect(websiteAddress("localhost:4566", base)).toEqual({ bucket: "site", path: "", base });
  });

  it.each(["localhost:4566", "site.s3.localhost", "s3-website.localhost", "site.s3-websites.localhost"])(
    "not by the host %s",
    (host) => expect(websiteAddress(host, "/a")).toBeUndefined(),
  );
});

describe("a visitor is sent elsewhere", () => {
  const visit = { protocol: "http", host: "site.s3-website.localhost:4566", base: "", key: "docs/a b.html" };
  const here = "http://site.s3-website.localhost:4566";

  it.each([
    [{ HostName: "elsewhere" }, 301, "http://elsewhere/docs/a%20b.html"],
    [{ ReplaceKeyPrefixWith: "documents/" }, 301, `${here}/documents/a%20b.html`],
    [{ ReplaceKeyPrefixWith: "" }, 301, `${here}/a%20b.html`],
    [{ ReplaceKeyWith: "error.html" }, 301, `${here}/error.html`],
    [{ Protocol: "https" }, 301, "https://site.s3-website.localhost:4566/docs/a%20b.html"],
    [{ HttpRedirectCode: "307" }, 307, `${here}/docs/a%20b.html`],
  ] as const)("by a rule with %o", (Redirect, status, location) => {
    const rule = { Condition: { KeyPrefixEquals: "docs/" }, Redirect };
    expect(routingRedirect([rule], visit)).toEqual({ status, location });
    expect(routingRedirect([rule], { ...visit, key: "docs2/a" })).toBeUndefined();
  });

  it("by a rule for errors only where there is that error, and by the first rule that matches", () => {
    const both = {
      Condition: { KeyPrefixEquals: "docs/", HttpErrorCodeReturnedEquals: "404" },
      Redirect: { ReplaceKeyWith: "both" },
    };
    const error = { Condition: { HttpErrorCodeReturnedEquals: "404" }, Redirect: { ReplaceKeyWith: "error" } };
    expect(routingRedirect([both, error], visit)).toBeUndefined();
    expect(routingRedirect([both, error], visit, 403)).toBeUndefined();
    expect(routingRedirect([both, error], visit, 404)?.location).toBe(`${here}/both`);
    expect(routingRedirect([both, error], { ...visit, key: "x" }, 404)?.location).toBe(`${here}/error`);
    expect(routingRedirect([{ Redirect: { ReplaceKeyWith: "all" } }], visit)?.location).toBe(`${here}/all`);
  });

  it("within the path that its website has, where that has no host", () => {
    const below = { ...visit, host: "localhost:4566", base: "/_skylab/website/site", key: "docs" };
    expect(folderRedirect(below)).toEqual({ status: 302, location: "/_skylab/website/site/docs/" });
    expect(objectRedirect("/new.html", below).location).toBe("/_skylab/website/site/new.html");
    expect(objectRedirect("https://elsewhere/new.html", below).location).toBe("https://elsewhere/new.html");
    const rule = { Redirect: { ReplaceKeyWith: "new" } };
    expect(routingRedirect([rule], below)?.location).toBe("http://localhost:4566/_skylab/website/site/new");
  });

  it("with path and query where all of the website has moved", () => {
    expect(redirectAll({ HostName: "example.com", Protocol: "https" }, visit, "/a%20b?c=d")).toEqual({
      status: 301,
      location: "https://example.com/a%20b?c=d",
    });
  });
});

it("an error page tells what went wrong, in S3's form, and nothing in it is markup", () => {
  const error = { code: "NoSuchKey", message: "The specified key does not exist.", members: { Key: "<b>&" } };
  expect(
    errorPage("404 Not Found", error, { requestId: "id", nested: { ...error, members: { Key: "error.html" } } }),
  ).toBe(
    `<html>
<head><title>404 Not Found</title></head>
<body>
<h1>404 Not Found</h1>
<ul>
<li>Code: NoSuchKey</li>
<li>Message: The specified key does not exist.</li>
<li>Key: &lt;b&gt;&amp;</li>
<li>RequestId: id</li>
<li>HostId: ${hostIdOf("id")}</li>
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
`,
  );
  expect(errorHeaders({ ...error, members: { Key: "a\nü" } })).toEqual({
    "x-amz-error-code": "NoSuchKey",
    "x-amz-error-message": "The specified key does not exist.",
    "x-amz-error-detail-key": "a%0A%C3%BC",
  });
});
