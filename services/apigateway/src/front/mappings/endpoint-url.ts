import { ownEntry } from "../../domain/own-entry.ts";

/** What mappings make of an integration's address is none. */
export class AddressFault extends Error {}

/** The URI with its path variables filled in, raw as they came, and the query behind what of it stands there already. */
export function urlOf(uri: string, path: Readonly<Record<string, string>>, query: string): string {
  const filled = fillPath(uri, path);
  if (!URL.canParse(filled)) throw new AddressFault("Invalid endpoint address");
  return query === "" ? filled : `${filled}${filled.includes("?") ? "&" : "?"}${query}`;
}

/** `/pets/{id}` with its variables filled in; one that nothing is mapped to is no path. */
export function fillPath(template: string, path: Readonly<Record<string, string>>): string {
  const filled = template.replaceAll(/\{([^{}]+)\}/g, (variable, name: string) => ownEntry(path, name) ?? variable);
  if (filled.includes("{")) throw new AddressFault("Illegal character in path");
  return filled;
}
