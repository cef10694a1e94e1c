import { describe, expect, it } from "vitest";
import { Recent } from "./recent.ts";

describe("recent values", () => {
  it("are forgotten when enough others were asked for, and not before", () => {
    const recent = new Recent<number>(10);
    recent.set("first", 1);
    for (let turn = 0; turn < 100; turn += 1) {
      for (let other = 0; other < 9; other += 1) recent.set(`${turn}/${other}`, other);
      expect(recent.get("first")).toBe(1);
    }
    for (let other = 0; other < 20; other += 1) recent.set(`other ${other}`, other);
    expect(recent.get("first")).toBeUndefined();
    expect(recent.values().length).toBeLessThanOrEqual(20);
  });

  it("are kept while they are in use", () => {
    const recent = new Recent<{ isInUse: boolean }>(10, ({ isInUse }) => isInUse);
    const room = { isInUse: true };
    recent.set("room", room);
    for (let other = 0; other < 100; other += 1) recent.set(`other ${other}`, { isInUse: false });
    expect(recent.get("room")).toBe(room);
    room.isInUse = false;
    for (let other = 0; other < 100; other += 1) recent.set(`another ${other}`, { isInUse: false });
    expect(recent.get("room")).toBeUndefined();
  });
});
