import { Readable } from "node:stream";
import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { zipOf } from "../testing/new-function.ts";
import { readZip, readZipThere } from "./read-zip.ts";

const file = zipOf({ "index.js": "1", "lib/more.js": "22" });

it("a zip file is read where it is, as in memory", async () => {
  const there = await readZipThere(file.length, async (start, end) => Readable.from([file.subarray(start, end)]));
  expect(there).toEqual({ unzippedBytes: 3, isSigned: false });
  expect(await readZip(file)).toEqual(there);
});

it("what is no zip file is refused", async () => {
  const bytes = Buffer.from("no zip file, whatever its name is");
  const refused = /^InvalidParameterValueException: Could not unzip uploaded file/;
  expect(await refusal(readZip(bytes))).toMatch(refused);
  expect(
    await refusal(readZipThere(bytes.length, async (from, to) => Readable.from([bytes.subarray(from, to)]))),
  ).toMatch(refused);
});

it("a file that cannot be read is nobody's damaged zip file", async () => {
  const down = new Error("the engine is down");
  await expect(readZipThere(file.length, () => Promise.reject(down))).rejects.toBe(down);
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield file.subarray(0, 1);
    throw down;
  }
  const breaking = async (): Promise<Readable> => Readable.from(failing());
  await expect(readZipThere(file.length, breaking)).rejects.toBe(down);
});
