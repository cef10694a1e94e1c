import type { RequestHead } from "@skylab/protocol";

/** Where a request is sent to, as far as its head tells: to an API by its id, or to whatever a custom domain has there. */
export type Located = LocatedApi | LocatedDomain;

export type LocatedApi = {
  readonly apiId: string;
  /** The region that the host names, where it names one. */
  readonly region: string | undefined;
  /** The raw path, with the stage in front where there is one; `/` at least. */
  readonly path: string;
  readonly domainName: string;
};

export type LocatedDomain = {
  /** The domain's own name, or the first label of its `regionalDomainName`: `d-a1b2c3d4e5`. */
  readonly domain: string;
  readonly path: string;
  readonly domainName: string;
};

/** In front of the id of an API, or of the name of a custom domain, where no name leads to it. */
export const OWN_PATH = "/_aws/execute-api/";

/**
 * Where a request to an API is sent to; `undefined`: it is to none. By host `ID.execute-api.…`, `ID-vpce-….execute-api.…`,
 * `vpce-….execute-api.…` with `x-apigw-api-id`, `d-….execute-api.…` of a custom domain; by path `/_aws/execute-api/ID/…`,
 * `/_aws/execute-api/DOMAIN/…`, `/restapis/ID/STAGE/_user_request_/…`.
 */
export function locate({ headers, path }: Pick<RequestHead, "headers" | "path">): Located | undefined {
  const { host = "" } = headers;
  // Asked of every request that comes to Skylab.
  if (host.includes(".execute-api")) return locatedByHost(host, headers["x-apigw-api-id"], path);
  if (path.startsWith(OWN_PATH)) return locatedByPath(host, path);
  if (path.startsWith(USER_REQUEST_ROOT)) return locatedByUserRequest(host, path);
  return undefined;
}

const HOST = /^([a-z0-9][a-z0-9-]*)\.execute-api(?:\.([a-z]{2,}(?:-[a-z]+)+-\d+))?(?:\.|:|$)/i;

/** A private API's own name at an endpoint of a VPC. */
const AT_VPC_ENDPOINT = /-vpce-[a-z0-9]+$/;

/** `d-a1b2c3d4e5`: what a custom domain's own name is to lead to. */
const OF_DOMAIN = /^d-[a-z0-9]{10,}$/;

function locatedByHost(host: string, named: string | string[] | undefined, path: string): Located | undefined {
  const [, first = "", region] = HOST.exec(host) ?? [];
  const label = first.toLowerCase();
  if (label === "") return undefined;
  if (OF_DOMAIN.test(label)) return { domain: label, path, domainName: host };
  const apiId = label.startsWith("vpce-") && typeof named === "string" ? named : label.replace(AT_VPC_ENDPOINT, "");
  return { apiId, region: region?.toLowerCase(), path, domainName: host };
}

function locatedByPath(host: string, path: string): Located | undefined {
  const [name, rest] = firstSegment(path.slice(OWN_PATH.length - 1));
  if (name === "") return undefined;
  // No API's id has a dot, and every domain's name has.
  if (name.includes(".")) return { domain: name.toLowerCase(), path: rest, domainName: name.toLowerCase() };
  return { apiId: name, region: undefined, path: rest, domainName: nameBelow(host, name) };
}

const USER_REQUEST_ROOT = "/restapis/";
const USER_REQUEST = /^\/restapis\/([^/]+)\/([^/]+)\/_user_request_(\/.*)?$/;

/** LocalStack's former form, which many scripts have. */
function locatedByUserRequest(host: string, path: string): Located | undefined {
  const [, apiId = "", stage = "", rest = "/"] = USER_REQUEST.exec(path) ?? [];
  if (apiId === "") return undefined;
  return { apiId, region: undefined, path: `/${stage}${rest}`, domainName: nameBelow(host, apiId) };
}

/** The name by which the API could be reached at this host. */
const nameBelow = (host: string, apiId: string): string =>
  `${apiId}.execute-api.${/^(?:[\d.]+|\[.*\])(?=:|$)/.test(host) ? host.replace(/^(?:[\d.]+|\[.*\])/, "localhost") : host}`;

/** The first segment of a path, and what is behind it: `/prod/orders` is `prod`, `/orders`. */
export function firstSegment(path: string): readonly [segment: string, rest: string] {
  const end = path.indexOf("/", 1);
  return end === -1 ? [path.slice(1), "/"] : [path.slice(1, end), path.slice(end)];
}
