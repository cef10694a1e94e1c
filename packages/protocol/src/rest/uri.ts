/** A percent-encoded part of a path, decoded; `undefined` where the encoding is broken or no UTF-8. */
export function decodePercent(text: string): string | undefined {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The parameters of a query string in their order, a `+` being a space. `undefined` where an encoding is broken. */
export function parseQuery(query: string): Query | undefined {
  const parameters: Query = new Map();
  for (const part of query === "" ? [] : query.split("&")) {
    const equals = part.indexOf("=");
    const name = decodePercent((equals === -1 ? part : part.slice(0, equals)).replaceAll("+", " "));
    const value = equals === -1 ? "" : decodePercent(part.slice(equals + 1).replaceAll("+", " "));
    if (name === undefined || value === undefined) return undefined;
    if (name === "" && value === "") continue;
    const known = parameters.get(name);
    if (known) known.push(value);
    else parameters.set(name, [value]);
  }
  return parameters;
}

/** Parameters by name, each with all its values. */
export type Query = Map<string, string[]>;
