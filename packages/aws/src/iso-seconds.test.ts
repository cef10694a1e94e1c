import { expect, it } from "vitest";
import { isoSeconds } from "./iso-seconds.ts";

it("a second begins where it does, and what is left of it is not told", () => {
  expect(isoSeconds(Date.UTC(2026, 10, 26, 8, 15, 30))).toBe("2026-11-26T08:15:30Z");
  expect(isoSeconds(Date.UTC(2026, 10, 26, 8, 15, 30, 999))).toBe("2026-11-26T08:15:30Z");
});
