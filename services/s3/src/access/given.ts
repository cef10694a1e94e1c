import type { RequestHead } from "@skylab/protocol";

/** A header, or the query's parameter of the same name: who presigns a URL puts headers there. */
export function given({ headers, query }: RequestHead, name: string): string | undefined {
  const header = headers[name];
  if (header !== undefined) return Array.isArray(header) ? header.join(",") : header;
  if (query === "") return undefined;
  for (const [parameter, value] of new URLSearchParams(query)) {
    if (parameter.toLowerCase() === name) return value;
  }
  return undefined;
}
