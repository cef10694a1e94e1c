import { BoundedMap } from "@skylab/aws";

/** ISO 8601's basic format, the only one that SigV4 signs: `20150830T123600Z`. Without milliseconds. */
export function formatTimestamp(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, "");
}

/** Requests of one second carry one time; the others are of clients whose clocks differ. */
const MAX_KNOWN_TIMES = 64;
const knownTimes = new BoundedMap<string, number | undefined>(MAX_KNOWN_TIMES);

const BASIC_FORMAT = /^\d{8}T\d{6}Z$/;

/** Milliseconds of the basic format, or `undefined`. */
export function parseTimestamp(text: string): number | undefined {
  return BASIC_FORMAT.test(text) ? knownTimes.get(text, () => millisecondsOf(text)) : undefined;
}

function millisecondsOf(text: string): number | undefined {
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8))];
  const [hours, minutes, seconds] = [Number(text.slice(9, 11)), Number(text.slice(11, 13)), Number(text.slice(13, 15))];
  if (month < 1 || month > 12 || hours > 23 || minutes > 59 || seconds > 59) return undefined;
  const at = Date.UTC(year, month - 1, day, hours, minutes, seconds);
  // Date.UTC lets the 31st of June be the 1st of July; AWS does not.
  return new Date(at).getUTCDate() === day ? at : undefined;
}

const HTTP_DATE = /^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:GMT|UTC|[+-]\d{4})$/;

/** Milliseconds of an HTTP date, or `undefined`. */
export function parseHttpDate(text: string): number | undefined {
  const at = HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
