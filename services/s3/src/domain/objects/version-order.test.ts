import { randomIds } from "@skylab/aws";
import { expect, it } from "vitest";
import { makeVersionId, nextOrder, orderInId } from "./version-order.ts";

it("a version is later than the newest one, whatever the clock says", () => {
  expect(nextOrder(1000, undefined)).toBe(1000);
  expect(nextOrder(1000, 10)).toBe(1000);
  expect(nextOrder(1000, 1000)).toBe(1001);
  expect(nextOrder(1000, 5000)).toBe(5001);
});

it("an id tells its version's order, for thousands of years", () => {
  for (const order of [0, Date.now(), Date.parse("9999-12-31")]) {
    const id = makeVersionId(order, randomIds.bytes);
    expect(id).toMatch(/^[\w-]{32}$/);
    expect(orderInId(id)).toBe(order);
  }
  expect(orderInId("null")).toBeUndefined();
});
