import type { JWTPayload } from "jose";

/** Claims as HTTP APIs hand them on: as texts, lists as Go prints them, `[a b]`. */
export const claimsOfHttpApi = (payload: JWTPayload): Record<string, string> => texts(payload, goText);

/** Claims as REST APIs hand them on: as texts, lists by comma, and the token's times as Java prints dates. */
export const claimsOfRestApi = (payload: JWTPayload): Record<string, string> =>
  texts(payload, (value, name) =>
    (name === "exp" || name === "iat") && typeof value === "number" ? javaDate(value * 1000) : javaText(value),
  );

function texts(payload: JWTPayload, text: (value: unknown, name: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, text(value, name)]));
}

function goText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goText).join(" ")}]`;
  if (value === null) return "<nil>";
  if (typeof value !== "object") return plainText(value);
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `map[${members.map(([name, of]) => `${name}:${goText(of)}`).join(" ")}]`;
}

function javaText(value: unknown): string {
  if (Array.isArray(value)) return value.map(javaText).join(",");
  return typeof value === "object" ? JSON.stringify(value) : plainText(value);
}

/** A text, a number or a truth. */
const plainText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** `Mon Sep 23 17:24:01 UTC 2019` */
function javaDate(at: number): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return String(at);
  const [day = "", number = "", month = "", year = "", time = ""] = date.toUTCString().replace(",", "").split(" ");
  return `${day} ${month} ${number} ${time} UTC ${year}`;
}

/** The scopes that a token grants: https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
export function scopesOf({ scope, scp }: JWTPayload): readonly string[] {
  const given = scope ?? scp;
  if (Array.isArray(given)) return given.map(String);
  return typeof given === "string" ? given.split(" ").filter((one) => one !== "") : [];
}
