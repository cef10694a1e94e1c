import { expect, it } from "vitest";
import { readMetadata } from "./metadata.ts";

it.each([
  ["plain text", "plain text"],
  ["=?UTF-8?B?w6R0aA==?=", "äth"],
  ["=?utf-8?q?=C3=A4_th?=", "ä th"],
  ["=?ISO-8859-1?Q?=E4?=", "ä"],
  ["=?UTF-8?B?w6Q=?= =?UTF-8?B?w7Y=?=", "äö"],
  ["=?UTF-9?B?w6Q=?=", "=?UTF-9?B?w6Q=?="],
  [Buffer.from("ä").toString("latin1"), "ä"],
  ["\u00e4", "\u00e4"],
])("the header %s is read as %s", (sent, read) => {
  expect(readMetadata({ Name: sent })).toEqual({ name: read });
});
