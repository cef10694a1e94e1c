import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { protectionTable } from "./protection.ts";

describe("the README", () => {
  it("tells what each level holds against", async () => {
    const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
    const begin = readme.indexOf("| hostile code tries to");
    expect(cells(readme.slice(begin, readme.indexOf("\n\n", begin)))).toEqual(cells(protectionTable()));
  });
});

/** However wide its columns are. */
const cells = (table: string): string[][] =>
  table.split("\n").map((line) => line.split("|").map((cell) => cell.trim().replace(/^-+$/, "---")));
