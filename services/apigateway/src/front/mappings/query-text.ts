import type { MultiValues } from "../api-request.ts";

/** A query as it stands in a URL. */
export function queryText(query: MultiValues): string {
  const text = new URLSearchParams();
  for (const [name, values] of query) for (const value of values) text.append(name, value);
  // A plus is a space to some, and %20 to all.
  return text.toString().replaceAll("+", "%20");
}
