import { GATEWAY_HEADER } from "@skylab/service";
import { expect, it } from "vitest";
import { headerLines } from "./header-lines.ts";

it("rules see each line of a header, and nothing of Skylab's own", () => {
  const lines = headerLines({ headersDistinct: { accept: ["text/html", "text/xml"], [GATEWAY_HEADER]: ["secret"] } });
  expect(["accept", "absent", GATEWAY_HEADER].map(lines)).toEqual([["text/html", "text/xml"], [], []]);
});
