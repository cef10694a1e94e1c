import { expect, it } from "vitest";
import { isPreflight, preflightAnswer, withCors } from "./cors.ts";

const page = (origin: string, more: Record<string, string> = {}): ReadonlyMap<string, readonly string[]> =>
  new Map(Object.entries({ origin, ...more }).map(([name, value]) => [name, [value]]));

const CORS = {
  AllowOrigins: ["https://shop.test"],
  AllowMethods: ["GET", "POST"],
  AllowHeaders: ["authorization"],
  ExposeHeaders: ["x-id"],
  MaxAge: 300,
};

it("only OPTIONS with an origin and a method asked for is a preflight", () => {
  const asking = page("https://shop.test", { "access-control-request-method": "POST" });
  expect(isPreflight("OPTIONS", asking)).toBe(true);
  expect(isPreflight("OPTIONS", page("https://shop.test"))).toBe(false);
  expect(isPreflight("GET", asking)).toBe(false);
});

it("a preflight tells what the page may", () => {
  expect(preflightAnswer(CORS, page("https://shop.test"))).toEqual({
    status: 204,
    headers: {
      "access-control-allow-origin": "https://shop.test",
      vary: "Origin",
      "access-control-allow-methods": "GET,POST",
      "access-control-allow-headers": "authorization",
      "access-control-max-age": "300",
    },
    body: "",
  });
});

it("a page of another origin is told nothing", () => {
  expect(preflightAnswer(CORS, page("https://evil.test"))).toEqual({ status: 204, headers: {}, body: "" });
  const answer = { status: 200, headers: { "access-control-allow-origin": "*", "x-id": "1" }, body: "" };
  expect(withCors(answer, CORS, page("https://evil.test")).headers).toEqual({ "x-id": "1" });
});

it("the API's headers stand in place of the integration's own", () => {
  const answer = { status: 200, headers: { "access-control-allow-origin": "*", "x-id": "1" }, body: "" };
  expect(withCors(answer, CORS, page("https://shop.test")).headers).toEqual({
    "x-id": "1",
    "access-control-allow-origin": "https://shop.test",
    vary: "Origin",
    "access-control-expose-headers": "x-id",
  });
});

it("a star beside credentials is the origin itself, and https://* any host", () => {
  const all = { AllowOrigins: ["*"], AllowCredentials: true };
  expect(preflightAnswer(all, page("https://a.test")).headers).toMatchObject({
    "access-control-allow-origin": "https://a.test",
    "access-control-allow-credentials": "true",
  });
  expect(preflightAnswer({ AllowOrigins: ["*"] }, page("https://a.test")).headers).toEqual({
    "access-control-allow-origin": "*",
  });
  expect(preflightAnswer({ AllowOrigins: ["https://*"] }, page("http://a.test")).headers).toEqual({});
});
