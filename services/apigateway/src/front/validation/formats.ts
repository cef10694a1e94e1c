import { isIP } from "node:net";

/** Longer is no value of any of these formats. */
const MAX_CHARS = 2000;

const short =
  (check: (text: string) => boolean) =>
  (text: string): boolean =>
    text.length <= MAX_CHARS && check(text);

const DATE_TIME = /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d{1,12})?(?:Z|[+-]\d{2}:?\d{2})$/;
const HOST_LABEL = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i;

/** https://datatracker.ietf.org/doc/html/draft-fge-json-schema-validation-00#section-7.3 */
export const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  "date-time": short((text) => DATE_TIME.test(text) && !Number.isNaN(Date.parse(text.slice(0, 10)))),
  email: short((text) => /^[^\s@]+@[^\s@]+$/.test(text)),
  hostname: short((text) => text.split(".").every((label) => HOST_LABEL.test(label))),
  ipv4: short((text) => isIP(text) === 4),
  ipv6: short((text) => isIP(text) === 6),
  uri: short((text) => URL.canParse(text)),
};
