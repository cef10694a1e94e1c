import { describe, expect, it } from "vitest";
import { MAX_EVENT_BYTES, OutputEvents } from "./output-events.ts";

function eventsOf(...chunks: readonly (string | Buffer)[]): readonly string[] {
  const events: string[] = [];
  const output = new OutputEvents((text) => events.push(text));
  for (const chunk of chunks) output.push(Buffer.from(chunk));
  output.flush();
  return events;
}

function frame(text: string): Buffer {
  const bytes = Buffer.from(text);
  const head = Buffer.alloc(16);
  head.set([0xa5, 0x5a, 0x00, 0x03]);
  head.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([head, bytes]);
}

describe("what a sandbox writes", () => {
  it("is an event a line, wherever its pieces are cut", () => {
    expect(eventsOf("one\ntw", "o\n\nthree")).toEqual(["one\n", "two\n", "\n", "three"]);
  });

  it("has events of several lines in frames, wherever their pieces are cut", () => {
    const bytes = Buffer.concat([Buffer.from("before\n"), frame("a\nb"), frame("c"), Buffer.from("after\n")]);
    const events = ["before\n", "a\nb", "c", "after\n"];
    expect(eventsOf(bytes)).toEqual(events);
    expect(eventsOf(...Array.from(bytes, (byte) => Buffer.from([byte])))).toEqual(events);
  });

  it("is cut before a frame although the line has not ended", () => {
    expect(eventsOf(Buffer.concat([Buffer.from("abc"), frame("d")]), "e\n")).toEqual(["abc", "d", "e\n"]);
  });

  it("may have the bytes of a frame's mark inside of a letter", () => {
    expect(eventsOf("¥Z\0 is text\n")).toEqual(["¥Z\0 is text\n"]);
  });

  it("is cut where a line is larger than an event may be", () => {
    expect(eventsOf("x".repeat(MAX_EVENT_BYTES + 10)).map(({ length }) => length)).toEqual([MAX_EVENT_BYTES, 10]);
  });

  it("cannot make anybody wait for a frame that is too large to be one", () => {
    const huge = Buffer.from([0xa5, 0x5a, 0x00, 0x03, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0]);
    const events = eventsOf(Buffer.concat([huge, Buffer.from("\nnext\n")]));
    expect(events.at(-1)).toBe("next\n");
  });
});
