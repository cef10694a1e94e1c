/** ISO 8601's basic format, the only one that SigV4 signs: `20150830T123600Z`. Without milliseconds. */
export function formatTimestamp(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, "");
}

/** ISO 8601 to the second, as S3 writes times in its errors: `2015-08-30T12:36:00Z`. */
export function formatIsoSeconds(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}/, "");
}

const BASIC_FORMAT = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** Milliseconds of the basic format, or `undefined`. */
export function parseTimestamp(text: string): number | undefined {
  const parts = BASIC_FORMAT.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hours, minutes, seconds] = parts.map(Number);
  const at = Date.UTC(year ?? 0, (month ?? 0) - 1, day, hours, minutes, seconds);
  // Date.UTC lets the 31st of June be the 1st of July; AWS does not.
  return formatTimestamp(at) === text ? at : undefined;
}

/** Milliseconds of a `Date` header: the basic format or an HTTP date; `undefined` for anything else. */
export function parseDateHeader(text: string): number | undefined {
  const at = parseTimestamp(text) ?? Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
