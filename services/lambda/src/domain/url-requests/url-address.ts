/** The URL of a function, as a host names it. */
export type UrlAddress = { readonly id: string; readonly region: string };

/** `<id>.lambda-url.<region>.on.aws` at AWS; here any host below which Skylab is. */
export function urlAddress(host: string): UrlAddress | undefined {
  // Asked of every request.
  if (!host.includes(".lambda-url.")) return undefined;
  const [, id = "", region = ""] = HOST.exec(host) ?? [];
  return id === "" ? undefined : { id: id.toLowerCase(), region: region.toLowerCase() };
}

const HOST = /^([a-z0-9][a-z0-9-]{0,62})\.lambda-url\.([a-z]+(?:-[a-z]+)+-\d+)(?:\.|:|$)/i;
