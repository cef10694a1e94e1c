import { describe, expect, it } from "vitest";
import { judgeOrigin } from "./cors.ts";

const none = { allowedOrigins: [] };

describe("a request of a web page", () => {
  it.each(["http://localhost:3000", "https://127.0.0.1", "http://[::1]:8080", "https://app.localhost"])(
    "is answered when the page is of this machine: %s",
    (origin) => {
      const verdict = judgeOrigin("POST", { origin }, none);
      expect(verdict.allowed).toBe(true);
      expect(verdict.headers).toMatchObject({ "access-control-allow-origin": origin, vary: "Origin" });
    },
  );

  it.each(["https://evil.test", "null", "http://localhost.evil.test", "file://"])("is refused to %s", (origin) => {
    const verdict = judgeOrigin("POST", { origin }, none);
    expect(verdict.allowed).toBe(false);
    expect(verdict.headers).not.toHaveProperty("access-control-allow-origin");
  });

  it("is answered when its origin is one of the settings', or all are", () => {
    const origin = "https://app.test";
    expect(judgeOrigin("GET", { origin }, { allowedOrigins: [origin] }).allowed).toBe(true);
    expect(judgeOrigin("GET", { origin }, { allowedOrigins: ["*"] }).allowed).toBe(true);
    expect(judgeOrigin("GET", { origin }, { allowedOrigins: ["https://other.test"] }).allowed).toBe(false);
  });

  it("may send AWS's headers after a preflight, and no others", () => {
    const verdict = judgeOrigin(
      "OPTIONS",
      {
        origin: "http://localhost:3000",
        "access-control-request-method": "POST",
        "access-control-request-headers": "X-Amz-Meta-Colour, authorization, X-Skylab-Token",
      },
      none,
    );
    expect(verdict).toMatchObject({ allowed: true, preflight: true });
    const headers = verdict.headers["access-control-allow-headers"]?.split(",");
    expect(headers).toEqual(expect.arrayContaining(["authorization", "x-amz-target", "x-amz-meta-colour"]));
    expect(headers).not.toContain("x-skylab-token");
  });
});
