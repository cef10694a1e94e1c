import { expect, it } from "vitest";
import { chooseVersion } from "./choose-version.ts";

const canary = { version: "1", additional: { version: "2", weight: 0.25 } };

it("an alias of one version sends all invocations there", () => {
  expect([0, 0.5, 0.999].map((random) => chooseVersion({ version: "7" }, random))).toEqual(["7", "7", "7"]);
});

it("the additional version gets as many invocations as its weight says", () => {
  const chosen = Array.from({ length: 1000 }, (_, at) => chooseVersion(canary, at / 1000));
  expect(chosen.filter((version) => version === "2")).toHaveLength(250);
});

it("a weight of nothing gets none, and a weight of one gets all", () => {
  expect(chooseVersion({ ...canary, additional: { version: "2", weight: 0 } }, 0)).toBe("1");
  expect(chooseVersion({ ...canary, additional: { version: "2", weight: 1 } }, 0.999_999)).toBe("2");
});
