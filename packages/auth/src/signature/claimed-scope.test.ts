import { describe, expect, test } from "vitest";
import { claimedScope } from "./parse.ts";

const scopeOf = (authorization: string | undefined, query = "") =>
  claimedScope({ method: "GET", path: "/", query, headers: authorization === undefined ? {} : { authorization } });

describe("the scope that a request claims", () => {
  const SCOPE = { date: "20261126", region: "eu-central-1", service: "sqs" };

  test("stands in the Authorization header or in the query", () => {
    expect(scopeOf("AWS4-HMAC-SHA256 Credential=AKID/20261126/eu-central-1/sqs/aws4_request, Signature=1")).toEqual(
      SCOPE,
    );
    expect(
      scopeOf("AWS4-HMAC-SHA256 SignedHeaders=host,Credential=AKID/20261126/eu-central-1/sqs/aws4_request"),
    ).toEqual(SCOPE);
    expect(scopeOf(undefined, "a=b&X-Amz-Credential=AKID%2F20261126%2Feu-central-1%2Fsqs%2Faws4_request")).toEqual(
      SCOPE,
    );
  });

  test.each([
    [undefined, ""],
    ["", ""],
    ["Basic dXNlcjpwYXNz", ""],
    ["AWS akid:signature", ""],
    ["AWS4-HMAC-SHA256 Credential=a/b/c", ""],
    [undefined, "X-Amz-Credential=%"],
    [undefined, "X-Amz-Credential"],
  ])("is none for %j and ?%s", (authorization, query) => {
    expect(scopeOf(authorization, query)).toBeUndefined();
  });
});
