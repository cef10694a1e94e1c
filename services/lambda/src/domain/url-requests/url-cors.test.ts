import { describe, expect, it } from "vitest";
import { isPreflight, urlCorsHeaders } from "./url-cors.ts";

const ORIGIN = "https://app.example.com";
const cors = {
  AllowOrigins: [ORIGIN],
  AllowMethods: ["GET", "POST"],
  AllowHeaders: ["x-own"],
  ExposeHeaders: ["x-told"],
  MaxAge: 60,
};
const asks = { origin: ORIGIN, "access-control-request-method": "POST" };

describe("what web pages are told of a URL", () => {
  it("in a preflight is how they may ask", () => {
    expect(isPreflight("OPTIONS", asks)).toBe(true);
    expect(urlCorsHeaders(cors, "OPTIONS", asks)).toEqual({
      "access-control-allow-origin": ORIGIN,
      "access-control-allow-methods": "GET,POST",
      "access-control-allow-headers": "x-own",
      "access-control-max-age": "60",
      vary: "Origin",
    });
  });

  it("beside an answer is what they may see of it", () => {
    expect(urlCorsHeaders(cors, "GET", { origin: ORIGIN })).toEqual({
      "access-control-allow-origin": ORIGIN,
      "access-control-expose-headers": "x-told",
      vary: "Origin",
    });
  });

  it("is nothing where they are of another origin", () => {
    expect(urlCorsHeaders(cors, "GET", { origin: "https://elsewhere.example.com" })).toEqual({});
  });

  it("names their own origin where credentials may come along", () => {
    const all = { AllowOrigins: ["*"], AllowCredentials: true };
    expect(urlCorsHeaders(all, "GET", { origin: ORIGIN })).toMatchObject({
      "access-control-allow-origin": ORIGIN,
      "access-control-allow-credentials": "true",
    });
    expect(urlCorsHeaders({ AllowOrigins: ["*"] }, "GET", { origin: ORIGIN })).toMatchObject({
      "access-control-allow-origin": "*",
    });
  });
});
