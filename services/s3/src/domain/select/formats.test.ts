import type { InputSerialization } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { codeOf } from "../../testing/refusals.ts";
import { CSV_OUT, DOCUMENT, JSON_OUT, LINES, PEOPLE, select } from "../../testing/select.ts";
import { readInputFormat, readOutputFormat } from "./settings.ts";

describe("CSV", () => {
  it.each<readonly [string, InputSerialization["CSV"], string, string]>([
    ["quotes", {}, '"a,b","say ""hi""",c\n', '["a,b","say \\"hi\\"","c"]'],
    ["an escape character of its own", { QuoteEscapeCharacter: "\\" }, '"a\\"b",c\n', '["a\\"b","c"]'],
    ["other delimiters", { FieldDelimiter: "\t", RecordDelimiter: "|" }, "a\tb|c\td", '["a","b"]["c","d"]'],
    ["another quote", { QuoteCharacter: "'" }, "'a,b',\"c\n", '["a,b","\\"c"]'],
    ["carriage returns", {}, 'a,b\r\nc,"d"\r\n', '["a","b"]["c","d"]'],
    ["comments and empty lines", {}, "#no\na\n\n#no\nb", '["a"]["b"]'],
    ["a comment character that is asked for", { Comments: ";" }, ";no\n#a\n", '["#a"]'],
    ["quoted record delimiters", { AllowQuotedRecordDelimiter: true }, '"a\nb",c\nd\n', '["a\\nb","c"]["d"]'],
    ["a quote inside of a field", {}, 'a"b,c\n', '["a\\"b","c"]'],
    ["empty fields", {}, ",,\n", '["","",""]'],
    ["umlauts and emojis", {}, "ä,😀\n", '["ä","😀"]'],
  ])("%s, however it comes in pieces", (_, ...[csv, text, records]) => {
    for (const pieces of [1, 2, 3, Infinity]) {
      const selected = select("SELECT * FROM S3Object", text, { input: { CSV: csv }, output: JSON_OUT, pieces });
      const lines = selected.trimEnd().split("\n");
      expect(lines.map((line) => JSON.stringify(Object.values(JSON.parse(line)))).join("")).toBe(records);
    }
  });

  it.each([
    ["a quoted record delimiter that is not allowed", '"a\nb"\n', "CSVEscapingRecordDelimiter"],
    ["a quote that is not closed", '"a', "CSVParsingError"],
    ["a record that is too long", `${"a".repeat(1024 * 1024 + 1)}\n`, "OverMaxRecordSize"],
    ["a record without an end", "a".repeat(1024 * 1024 + 1), "OverMaxRecordSize"],
  ])("%s", (_, ...[text, code]) => {
    expect(codeOf(() => select("SELECT * FROM S3Object", text, { input: { CSV: {} }, pieces: 65_536 }))).toBe(code);
  });

  it("is written as it is asked for", () => {
    const CSV = {
      QuoteFields: "ALWAYS",
      FieldDelimiter: ";",
      RecordDelimiter: "|",
      QuoteCharacter: "'",
      QuoteEscapeCharacter: "\\",
    } as const;
    expect(select("SELECT name, 'it''s' FROM S3Object LIMIT 2", PEOPLE, { output: { CSV } })).toBe(
      "'Ann';'it\\'s'|'Ben';'it\\'s'|",
    );
  });
});

describe("JSON", () => {
  const LOGS =
    '{"Records": [{"id": 1, "tags": ["a"]}, {"id": 2, "tags": ["b", "c"]}], "other": {"Records": [{"id": 9}]}}\n{"Records": []}{"x": 1}';

  it.each([
    ["SELECT s.id FROM S3Object[*].Records[*] s", "1\n2\n"],
    ["SELECT * FROM S3Object[*].records[1]", '2,"[""b"",""c""]"\n'],
    ["SELECT * FROM S3Object[*].Records[*].tags[*]", "a\nb\nc\n"],
    ["SELECT s.id FROM S3Object.other.Records[*] s", "9\n"],
    ['SELECT COUNT(*) FROM S3Object[*]."records"[*]', "0\n"],
    ["SELECT COUNT(*) FROM S3Object", "3\n"],
    ["SELECT s.x FROM S3Object s", "\n\n1\n"],
  ])("of documents: %s", (expression, selected) => {
    for (const pieces of [1, 2, 7, Infinity]) {
      expect(select(expression, LOGS, { input: DOCUMENT, output: CSV_OUT, pieces })).toBe(selected);
    }
    const lines = LOGS.replace("{}", "{}\n").replace("]}{", "]}\n{");
    expect(select(expression, lines, { input: LINES, output: CSV_OUT, pieces: 5 })).toBe(selected);
  });

  it.each([
    ["[1, 2]", "SELECT * FROM S3Object[*]", '{"_1":[1,2]}\n'],
    ['[{"a": 1}, {"a": 2}]', "SELECT s.a FROM S3Object[*][*] s", '{"a":1}\n{"a":2}\n'],
    ['1 "two" null true', "SELECT s._1 FROM S3Object s", '{"_1":1}\n{"_1":"two"}\n{"_1":null}\n{"_1":true}\n'],
    ['{"a\\"b": {"}": "]"}}', 'SELECT s."}" FROM S3Object[\'a"b\'] s', '{"}":"]"}\n'],
    [
      '{"big": 12345678901234567890, "t": "12345678901234567890"}',
      "SELECT * FROM S3Object",
      '{"big":12345678901234567890,"t":"12345678901234567890"}\n',
    ],
    ['{"a": 1}', "SELECT s.a, s.b, s.b AS c FROM S3Object s", '{"a":1}\n'],
    ['{"a": {"b": [1]}}', "SELECT * FROM S3Object", '{"a":{"b":[1]}}\n'],
  ])("%s: %s", (text, ...[expression, selected]) => {
    for (const pieces of [1, Infinity]) {
      expect(select(expression, text, { input: DOCUMENT, output: JSON_OUT, pieces })).toBe(selected);
    }
  });

  it.each([
    ["LINES", '{"a": 1\n'],
    ["LINES", "{'a': 1}"],
    ["DOCUMENT", '{"a": 1'],
    ["DOCUMENT", "{]"],
    ["DOCUMENT", "}"],
    ["DOCUMENT", '{"a" 1}'],
    ["DOCUMENT", "[".repeat(5000)],
  ] as const)("of %s that is none: %s", (Type, text) => {
    expect(codeOf(() => select("SELECT * FROM S3Object", text, { input: { JSON: { Type } } }))).toBe(
      "JSONParsingError",
    );
  });

  it("what the path does not lead to may be of whatever size", () => {
    const text = `{"skipped": "${"x".repeat(3 * 1024 * 1024)}", "kept": [1, 2]}`;
    const asked = { input: DOCUMENT, pieces: 65_536 };
    expect(select("SELECT s._1 FROM S3Object[*].kept[*] s", text, asked)).toBe("1\n2\n");
    expect(codeOf(() => select("SELECT s.kept FROM S3Object s", text, asked))).toBe("OverMaxRecordSize");
  });
});

describe("settings", () => {
  it.each<readonly [string, object, string]>([
    ["no format", {}, "InvalidDataSource"],
    ["two formats", { CSV: {}, JSON: { Type: "LINES" } }, "ObjectSerializationConflict"],
    ["Parquet", { Parquet: {} }, "NotImplemented"],
    ["JSON of another type", { JSON: { Type: "TREE" } }, "InvalidJsonType"],
    ["JSON of no type", { JSON: {} }, "MissingRequiredParameter"],
    ["another header", { CSV: { FileHeaderInfo: "MAYBE" } }, "InvalidFileHeaderInfo"],
    ["no delimiter", { CSV: { FieldDelimiter: "" } }, "InvalidRequestParameter"],
    ["two quotes", { CSV: { QuoteCharacter: "''" } }, "InvalidRequestParameter"],
  ])("%s", (_, ...[input, code]) => expect(codeOf(() => readInputFormat(input))).toBe(code));

  it.each<readonly [string, object, string]>([
    ["no format", {}, "MissingRequiredParameter"],
    ["two formats", { CSV: {}, JSON: {} }, "ObjectSerializationConflict"],
    ["another way to quote", { CSV: { QuoteFields: "SOMETIMES" } }, "InvalidQuoteFields"],
  ])("of the result: %s", (_, ...[output, code]) => expect(codeOf(() => readOutputFormat(output))).toBe(code));
});
