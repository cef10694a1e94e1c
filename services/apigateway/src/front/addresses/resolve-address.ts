import type { Published, PublishedApi, PublishedStage } from "../../store/published.ts";
import type { ApiAddress } from "../api-request.ts";
import { firstSegment, type Located, type LocatedApi, type LocatedDomain } from "./locate.ts";

/** An API that is there, and what of it a request is for. */
export type Resolved = {
  readonly api: PublishedApi;
  readonly address: ApiAddress;
  /** Absent where the address names no stage of the API's. */
  readonly published: PublishedStage | undefined;
};

/** Finds what is behind an address; `undefined`: no API, or none that may be reached by this address. */
export async function resolveAddress(located: Located, published: Published): Promise<Resolved | undefined> {
  return "domain" in located ? await resolveDomain(located, published) : await resolveApi(located, published);
}

async function resolveDomain(located: LocatedDomain, published: Published): Promise<Resolved | undefined> {
  const { domain, domainName, path } = located;
  const mapping = await published.domain(domain, path);
  const api = mapping && (await published.api(mapping.apiId));
  if (mapping === undefined || api === undefined) return undefined;
  const behind = mapping.basePath === "" ? path : path.slice(mapping.basePath.length + 1) || "/";
  if (mapping.stage !== undefined) {
    const stage = await published.stage(api, mapping.stage);
    return {
      api,
      address: addressOf(api, mapping.stage, { path: behind, fullPath: path, domainName }),
      published: stage,
    };
  }
  return await resolveStage({ api, path: behind, fullPath: path, domainName }, published);
}

async function resolveApi(located: LocatedApi, published: Published): Promise<Resolved | undefined> {
  const { apiId, domainName, path, region } = located;
  const api = await published.api(apiId);
  if (api === undefined || (region !== undefined && region !== api.place.region)) return undefined;
  const resolved = await resolveStage({ api, path, fullPath: path, domainName }, published);
  return isReachedByDomainsOnly(resolved.published) ? undefined : resolved;
}

type Staged = Pick<ApiAddress, "path" | "fullPath" | "domainName"> & { readonly api: PublishedApi };

/** The name of the stage of an HTTP API that is at the root of its address. */
const DEFAULT_STAGE = "$default";

/** Takes the stage off the path. The default stage of an HTTP API answers what names no other. */
async function resolveStage(staged: Staged, published: Published): Promise<Resolved> {
  const { api, path, ...names } = staged;
  const [named, behind] = firstSegment(path);
  const stage = named === "" ? undefined : await published.stage(api, named);
  if (stage === undefined && api.kind === "HTTP") {
    const root = await published.stage(api, DEFAULT_STAGE);
    return { api, address: addressOf(api, DEFAULT_STAGE, { path, ...names }), published: root };
  }
  return { api, address: addressOf(api, named, { path: behind, ...names }), published: stage };
}

const addressOf = (
  { apiId }: PublishedApi,
  stage: string,
  names: Pick<ApiAddress, "path" | "fullPath" | "domainName">,
): ApiAddress => ({ apiId, stage: stage === "" ? undefined : stage, ...names });

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html */
function isReachedByDomainsOnly(stage: PublishedStage | undefined): boolean {
  if (stage === undefined) return false;
  if (stage.kind === "REST") return stage.snapshot.api.disableExecuteApiEndpoint === true;
  return stage.snapshot?.api.DisableExecuteApiEndpoint === true;
}
