import { pageToken } from "@skylab/aws";
import { expect, it } from "vitest";
import { readNextToken } from "./next-token.ts";

it("the first page has no token, and one of somebody else's is refused", () => {
  expect(readNextToken(undefined)).toBeUndefined();
  expect(readNextToken("")).toBeUndefined();
  expect(() => readNextToken("arbitrary")).toThrow("Invalid parameter: NextToken");
  expect(() => readNextToken(`${pageToken(Buffer.from("a"))}!`)).toThrow("Invalid parameter: NextToken");
});
