import { asBytes, asDate, asItems } from "../handler-values.ts";
import type { Member, ServiceModel, Shape, SimpleShape } from "../model.ts";
import { resolveMember } from "../shape-of.ts";
import { formatTimestamp, parseTimestamp, timestampFormatOf } from "../timestamp.ts";

/** A value as a label, query parameter or header spells it; `undefined` where the text is none of the type. */
export type ReadText = (text: string) => unknown;

/** A member of a label, query parameter or header: a simple value, or a list of them that are read one by one. */
export type TextMember = { readonly shape: SimpleShape; readonly list: boolean };

/** What a member may be outside a body. @throws Error where the model is broken. */
export function textMember(model: ServiceModel, member: Member): TextMember {
  const { shape } = resolveMember(model, member);
  const item = shape.type === "list" ? resolveMember(model, shape.member).shape : shape;
  if (item.type === "structure" || item.type === "list" || item.type === "map") {
    throw new Error(`In the model of ${model.name}, ${member.shape} is bound to a place that holds no ${item.type}.`);
  }
  return { shape: item, list: shape.type === "list" };
}

/** Reads one value from a label, a query parameter, or an item of a header. */
export function textReader(shape: SimpleShape): ReadText {
  switch (shape.type) {
    case "boolean":
      return (text) => BOOLEANS.get(text.toLowerCase());
    case "integer":
    case "long":
      return (text) => (INTEGER.test(text) ? Number(text) : undefined);
    case "float":
    case "double":
      return (text) => (DECIMAL.test(text) ? Number(text) : undefined);
    case "timestamp":
      return parseTimestamp;
    case "blob":
      return (text) => Buffer.from(text, "base64");
    default:
      return (text) => text;
  }
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
]);
const INTEGER = /^[+-]?\d{1,19}$/;
const DECIMAL = /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|NaN|-?Infinity)$/;

/** Writes a member's value as a header. */
export function headerWriter(model: ServiceModel, member: Member): (value: unknown) => string {
  const { shape, traits } = resolveMember(model, member);
  if (shape.type === "timestamp") {
    const format = timestampFormatOf(shape, traits) ?? "http-date";
    return (value) => formatTimestamp(asDate(value), format);
  }
  if (shape.type !== "list") return simpleHeader(shape);
  const write = headerWriter(model, shape.member);
  // A date has a comma that separates nothing: https://smithy.io/2.0/spec/http-bindings.html#httpheader-trait
  const quote = resolveMember(model, shape.member).shape.type === "timestamp" ? (text: string) => text : quoted;
  return (value) =>
    asItems(value)
      .map((item) => quote(write(item)))
      .join(",");
}

const simpleHeader = (shape: Exclude<Shape, { readonly type: "list" }>): ((value: unknown) => string) =>
  isBlob(shape) ? (value) => asBytes(value).toString("base64") : (value) => printable(String(value));

const isBlob = (shape: { readonly type: string }): shape is SimpleShape => shape.type === "blob";

/** HTTP/1.1 carries ISO-8859-1 only. */
const printable = (text: string): string => (UNPRINTABLE.test(text) ? encodedWord(text) : text);

const UNPRINTABLE = /[^\t\x20-\x7e\x80-\xff]/;

/** S3 sends metadata beyond ASCII so. https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
export const mailSafe = (text: string): string => (BEYOND_ASCII.test(text) ? encodedWord(text) : text);

const BEYOND_ASCII = /[^\t\x20-\x7e]/;

/** https://www.rfc-editor.org/rfc/rfc2047#section-2 */
const encodedWord = (text: string): string => `=?UTF-8?B?${Buffer.from(text).toString("base64")}?=`;

const quoted = (item: string): string =>
  /[",]/.test(item) ? `"${item.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"` : item;

/** The items of a header that is a list: split at commas outside quotes, without the quotes. */
export function splitHeader(text: string): string[] {
  return (text.match(HEADER_ITEM) ?? [])
    .map((item) => item.trim())
    .filter((item) => item !== "")
    .map((item) => (QUOTED.test(item) ? item.slice(1, -1).replaceAll(/\\(["\\])/g, "$1") : item));
}

const HEADER_ITEM = /(?:"(?:[^"\\]|\\.)*"|[^,"])+/g;
const QUOTED = /^"(?:[^"\\]|\\.)*"$/;
