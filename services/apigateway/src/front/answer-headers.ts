/** The headers of an answer: each with the name that whoever gave it last wrote, whatever the case of others'. */
export class AnswerHeaders {
  readonly #headers = new Map<string, { readonly name: string; readonly values: readonly string[] }>();

  get(name: string): string | undefined {
    return this.#headers.get(name.toLowerCase())?.values.at(-1);
  }

  values(name: string): readonly string[] {
    return this.#headers.get(name.toLowerCase())?.values ?? [];
  }

  set(name: string, value: string | readonly string[]): void {
    this.#headers.set(name.toLowerCase(), { name, values: typeof value === "string" ? [value] : value });
  }

  /** Beside the values that it has already. */
  add(name: string, value: string): void {
    this.#headers.set(name.toLowerCase(), { name, values: [...this.values(name), value] });
  }

  delete(name: string): void {
    this.#headers.delete(name.toLowerCase());
  }

  /** As they are sent; the length is the server's to tell. */
  wire(): Record<string, string | readonly string[]> {
    // Not by assignment: whoever answers may name a header `__proto__`.
    return Object.fromEntries(
      Array.from(this.#headers.values(), ({ name, values }) => [
        name,
        values.length === 1 ? (values[0] ?? "") : values,
      ]),
    );
  }

  all(): readonly (readonly [name: string, values: readonly string[]])[] {
    return Array.from(this.#headers.values(), ({ name, values }) => [name, values] as const);
  }
}

/** What AWS gives other names, so that clients do not take it for its own. */
const REMAPPED: ReadonlySet<string> = new Set([
  "authorization",
  "connection",
  "content-length",
  "content-md5",
  "date",
  "expect",
  "host",
  "max-forwards",
  "proxy-authenticate",
  "server",
  "trailer",
  "upgrade",
  "user-agent",
  "www-authenticate",
  "x-amzn-requestid",
]);

/**
 * The name under which a header of an integration reaches the client; `undefined`: under none.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
export function nameForClient(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (lower === "transfer-encoding" || lower === "keep-alive") return undefined;
  return REMAPPED.has(lower) ? `x-amzn-Remapped-${name}` : name;
}
