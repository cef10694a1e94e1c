import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { readKeyFile } from "./key-file.ts";

it("columns come in any order and any case, and those that nobody knows are ignored", () => {
  const csv = "Key,NAME,colour\r\napikey1234abcdefghij0123456789,MyFirstApiKey,blue\r\n";
  expect(readKeyFile(csv)).toEqual([
    { name: "MyFirstApiKey", value: "apikey1234abcdefghij0123456789", enabled: true, usagePlanIds: [] },
  ]);
});

it("several usage plans stand in double or single quotes, and a description may hold a comma", () => {
  const csv = [
    "name,key,description,Enabled,usageplanIds",
    'first,apikey1234abcdefghij0123456789,"An ""imported"", key",TRUE,"c7y23b, glvrsr"',
    "second,apikey1234abcdefghij0123456780,,FALSE,'c7y23b,glvrsr'",
    "",
  ].join("\n");
  expect(readKeyFile(csv)).toEqual([
    {
      name: "first",
      value: "apikey1234abcdefghij0123456789",
      description: 'An "imported", key',
      enabled: true,
      usagePlanIds: ["c7y23b", "glvrsr"],
    },
    { name: "second", value: "apikey1234abcdefghij0123456780", enabled: false, usagePlanIds: ["c7y23b", "glvrsr"] },
  ]);
});

it("a file without a column of keys is refused", async () => {
  const refused = refusal((async () => readKeyFile("name,value\na,b"))());
  expect(await refused).toBe("BadRequestException: The API key file must have a column key.");
});
