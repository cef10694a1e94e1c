import { expect, it } from "vitest";
import { mappingFinder } from "./find-mapping.ts";

const mapping = (key: string) => ({ apiMappingId: key || "none", key, apiId: "a1b2c3d4e5", stage: "prod" });

it("the longest key that a path begins with counts, and whole segments of it", () => {
  const find = mappingFinder([mapping("orders"), mapping(""), mapping("orders/v2/items"), mapping("orders/v2")]);
  const keys = ["/", "/orders", "/orders/", "/ordersX", "/orders/v1", "/orders/v2", "/orders/v2/items/7", "/pets"];
  expect(keys.map((path) => find(path)?.key)).toEqual([
    "",
    "orders",
    "orders",
    "",
    "orders",
    "orders/v2",
    "orders/v2/items",
    "",
  ]);
});

it("without a mapping for every path, a path may be for none", () => {
  const find = mappingFinder([mapping("orders")]);
  expect(find("/pets")).toBeUndefined();
  expect(find("/orders/7")).toEqual(mapping("orders"));
});
