import { expect, it } from "vitest";
import { headersOf, queryOf } from "./read-request.ts";

const arrived = { host: "a1.execute-api.localhost:4566", sourceIp: "192.0.2.7", traceId: "Root=1-5" };

const forwardedFor = (raw: readonly string[]): readonly string[] | undefined =>
  headersOf(raw, arrived).headers.get("x-forwarded-for");

it("the client's address is added to the chain of those before it, once", () => {
  expect(forwardedFor([])).toEqual(["192.0.2.7"]);
  expect(forwardedFor(["X-Forwarded-For", "198.51.100.1"])).toEqual(["198.51.100.1, 192.0.2.7"]);
  // Skylab's gateway has added it.
  const byGateway = ["x-forwarded-for", "198.51.100.1, 192.0.2.7", "x-skylab-gateway", "proof"];
  expect(forwardedFor(byGateway)).toEqual(["198.51.100.1, 192.0.2.7"]);
});

it("nobody who only says to be the gateway keeps its own address out of the chain", () => {
  expect(forwardedFor(["X-Forwarded-For", "198.51.100.1", "x-skylab-any", "1"])).toEqual(["198.51.100.1, 192.0.2.7"]);
});

it("what only Skylab says of itself is no header of a request, nor what AWS's front says itself", () => {
  const raw = [
    "x-skylab-gateway",
    "proof",
    "Connection",
    "close",
    "x-forwarded-port",
    "1",
    "x-forwarded-proto",
    "https",
    "X-Amzn-Trace-Id",
    "theirs",
  ];
  const { headers, namedHeaders } = headersOf([...raw, "X-One", "1", "x-one", "2"], arrived);
  expect([...headers]).toEqual([
    ["x-one", ["1", "2"]],
    ["x-amzn-trace-id", ["Root=1-5"]],
    ["x-forwarded-for", ["192.0.2.7"]],
    ["x-forwarded-port", ["4566"]],
    ["x-forwarded-proto", ["http"]],
  ]);
  expect(namedHeaders.get("X-One")).toEqual(["1", "2"]);
  expect(namedHeaders.get("X-Forwarded-Port")).toEqual(["4566"]);
});

it("a query is decoded, each name with its values in their order", () => {
  expect([...queryOf("a=1&b=x+y&a=2%202&c&d=%ZZ")]).toEqual([
    ["a", ["1", "2 2"]],
    ["b", ["x y"]],
    ["c", [""]],
    ["d", ["%ZZ"]],
  ]);
});
