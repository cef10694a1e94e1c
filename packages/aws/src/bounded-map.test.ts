import { expect, it } from "vitest";
import { BoundedMap } from "./bounded-map.ts";

/** Which keys a map still knows, asked without changing it: those whose values it would not make anew. */
function known(map: BoundedMap<string, string>, keys: string): string {
  const missing = new Error("It would be made.");
  const isKnown = (key: string): boolean => {
    try {
      map.get(key, () => {
        throw missing;
      });
      return true;
    } catch {
      return false;
    }
  };
  return keys.split("").filter(isKnown).join("");
}

const fill = (map: BoundedMap<string, string>, keys: string): void => {
  for (const key of keys) map.get(key, () => key);
};

it("what was made first is forgotten first, and told", () => {
  const forgotten: string[] = [];
  const map = new BoundedMap<string, string>(2, { forgotten: (value) => void forgotten.push(value) });
  fill(map, "abac");
  expect([known(map, "abc"), forgotten]).toEqual(["bc", ["a"]]);
  map.clear();
  expect(forgotten).toEqual(["a", "b", "c"]);
});

it("what was not used for longest is forgotten first, where a map keeps what is used", () => {
  const map = new BoundedMap<string, string>(2, { keeps: "used" });
  fill(map, "abac");
  expect(known(map, "abc")).toBe("ac");
});

it("what is busy stays until it is not, and so does what is new", () => {
  const busy = new Set("ab");
  const map = new BoundedMap<string, string>(2, { isBusy: (value) => busy.has(value) });
  fill(map, "abc");
  expect(known(map, "abc")).toBe("abc");
  busy.clear();
  fill(map, "d");
  expect(known(map, "abcd")).toBe("cd");
});
