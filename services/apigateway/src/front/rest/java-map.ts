/** Names and values as AWS's execution logs show them: `{a=1, b=2}`, without what is secret. */
export const javaMap = (entries: Iterable<readonly [string, string | readonly string[]]>): string =>
  `{${Array.from(entries, ([name, value]) => `${name}=${shown(name, value)}`).join(", ")}}`;

const shown = (name: string, value: string | readonly string[]): string =>
  SECRETS.has(name.toLowerCase()) ? HIDDEN : String(value);

const SECRETS: ReadonlySet<string> = new Set(["authorization", "cookie", "x-amz-security-token", "x-api-key"]);
const HIDDEN = "*****";
