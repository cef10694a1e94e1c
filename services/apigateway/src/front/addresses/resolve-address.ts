import type { HeaderLines } from "../../domain/domain-names/find-routing-rule.ts";
import type { DomainTarget } from "../../domain/domain-names/find-target.ts";
import type { PublishedApi } from "../../store/directory.ts";
import type { Published, PublishedStage } from "../../store/published.ts";
import type { ApiAddress } from "../api-request.ts";
import { firstSegment, type Located, type LocatedApi, type LocatedDomain } from "./locate.ts";

/** An API that is there, and what of it a request is for. */
export type Resolved = {
  readonly api: PublishedApi;
  readonly address: ApiAddress;
  /** Absent where the address names no stage of the API's. */
  readonly published: PublishedStage | undefined;
};

/**
 * Finds what is behind an address; `undefined`: no API, or none that may be reached by this address. Rules of custom domains
 * look at `headers`.
 */
export async function resolveAddress(
  located: Located,
  headers: HeaderLines,
  published: Published,
): Promise<Resolved | undefined> {
  return "domain" in located ? await resolveDomain(located, headers, published) : await resolveApi(located, published);
}

async function resolveDomain(
  { domain, domainName, path }: LocatedDomain,
  headers: HeaderLines,
  published: Published,
): Promise<Resolved | undefined> {
  // The name that rules of wildcards know: where a path leads here, the host is another.
  const host = [domainName.replace(/:\d+$/, "")];
  const target = await published.domain(domain, path, (name) => (name === "host" ? host : headers(name)));
  const api = target && (await published.api(target.apiId));
  if (target === undefined || api === undefined) return undefined;
  const behind = target.basePath === "" ? path : path.slice(target.basePath.length + 1) || "/";
  const staged = { api, path: behind, fullPath: path, domainName, customDomain: customDomainOf(target) };
  if (target.stage === undefined) return await resolveStage(staged, published);
  const stage = await published.stage(api, target.stage);
  return { api, address: addressOf(staged, target.stage), published: stage };
}

const customDomainOf = ({ basePath, routingRuleId }: DomainTarget): ApiAddress["customDomain"] =>
  routingRuleId === undefined ? { basePathMatched: basePath } : { routingRuleIdMatched: routingRuleId };

async function resolveApi(located: LocatedApi, published: Published): Promise<Resolved | undefined> {
  const { apiId, domainName, path, region } = located;
  const api = await published.api(apiId);
  if (api === undefined || (region !== undefined && region !== api.place.region)) return undefined;
  const resolved = await resolveStage({ api, path, fullPath: path, domainName }, published);
  return isReachedByDomainsOnly(resolved.published) ? undefined : resolved;
}

type Staged = Omit<ApiAddress, "apiId" | "stage"> & { readonly api: PublishedApi };

/** The name of the stage of an HTTP API that is at the root of its address. */
const DEFAULT_STAGE = "$default";

/** Takes the stage off the path. The default stage of an HTTP API answers what names no other. */
async function resolveStage(staged: Staged, published: Published): Promise<Resolved> {
  const { api, path } = staged;
  const [named, behind] = firstSegment(path);
  const stage = named === "" ? undefined : await published.stage(api, named);
  if (stage === undefined && api.kind === "HTTP") {
    const root = await published.stage(api, DEFAULT_STAGE);
    return { api, address: addressOf(staged, DEFAULT_STAGE), published: root };
  }
  return { api, address: addressOf({ ...staged, path: behind }, named), published: stage };
}

const addressOf = ({ api, ...names }: Staged, stage: string): ApiAddress => ({
  apiId: api.apiId,
  stage: stage === "" ? undefined : stage,
  ...names,
});

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html */
function isReachedByDomainsOnly(stage: PublishedStage | undefined): boolean {
  if (stage === undefined) return false;
  if (stage.kind === "REST") return stage.snapshot.api.disableExecuteApiEndpoint === true;
  return stage.snapshot?.api.DisableExecuteApiEndpoint === true;
}
