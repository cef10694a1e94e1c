import { expect, it } from "vitest";
import { nextToken, readPage } from "./page.ts";

it("a page holds a thousand names, and then ends without a token", () => {
  const page = readPage({});
  expect(page).toEqual({ after: undefined, limit: 1000, continued: false });
  expect(
    nextToken(
      page,
      Array.from({ length: 1001 }, (_, index) => `q${index}`),
    ),
  ).toBeUndefined();
});

it("a page of a length that was asked for tells how to go on", () => {
  const page = readPage({ MaxResults: 2 });
  expect(nextToken(page, ["a", "b"])).toBeUndefined();
  const token = nextToken(page, ["a", "b", "c"]);
  expect(readPage({ MaxResults: 2, NextToken: token })).toMatchObject({ after: "b", limit: 2 });
});

it.each([-1, 1001])("%i results are refused", (count) => {
  expect(() => readPage({ MaxResults: count })).toThrow(
    "Value for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and 1000.",
  );
});

it("a token that we did not make is refused", () => {
  for (const token of ["nonsense", `AAE${Buffer.from("a b").toString("base64url")}`]) {
    expect(() => readPage({ NextToken: token })).toThrow("Invalid or expired next token.");
  }
});
