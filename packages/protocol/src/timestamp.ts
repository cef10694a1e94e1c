import type { SimpleShape, Traits } from "./model.ts";
import { textTrait } from "./shape-of.ts";

/** The three ways in which AWS writes a point in time. https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait */
export type TimestampFormat = "date-time" | "http-date" | "epoch-seconds";

/** The format that a member's or its shape's traits ask for; where it is `undefined`, the place decides. */
export function timestampFormatOf(shape: SimpleShape, traits: Traits): TimestampFormat | undefined {
  const named = textTrait(traits, "timestampFormat") ?? shape.timestampFormat;
  return named === "date-time" || named === "http-date" || named === "epoch-seconds" ? named : undefined;
}

/** A point in time as the wire spells it; whole seconds without a fraction. */
export function formatTimestamp(time: Date, format: TimestampFormat): string {
  if (format === "http-date") return time.toUTCString();
  if (format === "epoch-seconds") return String(time.getTime() / 1000);
  return time.toISOString().replace(".000Z", "Z");
}

/**
 * Reads a point in time in any of the formats: clients differ in which one they send, and no text means two things.
 * `undefined` where it is none of them, or no date of the calendar.
 */
export function parseTimestamp(text: string): Date | undefined {
  const time = new Date(millisecondsOf(text.trim()));
  return Number.isNaN(time.getTime()) ? undefined : time;
}

function millisecondsOf(text: string): number {
  if (EPOCH_SECONDS.test(text)) return Math.round(Number(text) * 1000);
  if (DATE_TIME.test(text)) return Date.parse(HAS_ZONE.test(text) ? text : `${text}Z`);
  return HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
}

const EPOCH_SECONDS = /^[+-]?\d{1,15}(?:\.\d{1,9})?(?:[eE]\+?\d{1,2})?$/;
const DATE_TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?)?$/;
/** A mere date is UTC already; a time of day without a zone is AWS's, which is UTC. */
const HAS_ZONE = /Z$|[+-]\d\d:\d\d$|^\d{4}-\d\d-\d\d$/;
/** IMF-fixdate, RFC 850's and asctime's forms. https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7 */
const HTTP_DATE =
  /^[A-Z][a-z]{2,8}, ?\d{1,2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d\d:\d\d:\d\d(?:\.\d{1,9})? (?:GMT|UTC)$|^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/;
