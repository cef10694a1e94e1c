import { refusal } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import { readEvent, readPayload } from "./payload.ts";

const bytes = (text: string): Buffer => Buffer.from(text);
const refused = (payload: Buffer): Promise<string> => refusal(Promise.resolve().then(() => readPayload(payload)));
const SOURCE = "at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled);";
const NOT_JSON =
  "InvalidRequestContentException: Could not parse request body into json: Could not parse payload into json:";
const VALUE = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

describe("a payload", () => {
  it("is handed on as it came, and is an empty object where nothing came", () => {
    const payload = bytes('{"a": [1, "zwei", null]}');
    expect(readPayload(payload)).toBe(payload);
    expect(Buffer.from(readPayload(undefined)).toString()).toBe("{}");
    expect(Buffer.from(readPayload(Buffer.alloc(0))).toString()).toBe("{}");
  });

  it("of more than 6 MB is refused in AWS's words, an event's of more than 1 MB in others", async () => {
    const large = bytes(`"${"x".repeat(6_291_455)}"`);
    expect(await refused(large)).toBe(
      "RequestEntityTooLargeException: Request must be smaller than 6291456 bytes for the InvokeFunction operation",
    );
    const event = bytes(`"${"x".repeat(1_048_575)}"`);
    expect(await refusal(Promise.resolve().then(() => readEvent(event)))).toBe(
      "RequestEntityTooLargeException: 1048577 byte payload is too large for the Event invocation type (limit 1048576 bytes)",
    );
    expect(readPayload(event)).toBe(event);
  });

  it.each([
    ["bla", `Unrecognized token 'bla': was expecting ${VALUE} ${SOURCE} line: 1, column: 4]`],
    ["?", `Unexpected character ('?' (code 63)): expected a valid value ${VALUE} ${SOURCE} line: 1, column: 1]`],
    [
      '{"a" 1}',
      `Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value ${SOURCE} line: 1, column: 6]`,
    ],
    ['{"a":\n x}', `Unrecognized token 'x': was expecting ${VALUE} ${SOURCE} line: 2, column: 3]`],
    ["[1, 2", `Unexpected end-of-input: expected close marker for Array ${SOURCE} line: 1, column: 6]`],
    [
      "\u0099",
      `Unexpected character ((CTRL-CHAR, code 153)): expected a valid value ${VALUE} ${SOURCE} line: 1, column: 1]`,
    ],
  ])("that is no JSON is refused in the words of AWS's parser: %j", async (text, words) => {
    expect(await refused(bytes(text))).toBe(`${NOT_JSON} ${words}`);
  });

  it("that is no UTF-8 is refused, too", async () => {
    expect(await refused(Buffer.from([0x22, 0x61, 0x87]))).toContain("Invalid UTF-8 start byte 0x87");
  });

  it("however deep and broken it is, is refused", async () => {
    expect(await refused(bytes("[".repeat(200_000)))).toContain(NOT_JSON);
  });
});
