import type { ApiMapping } from "@aws-sdk/client-apigatewayv2";
import type { AwsError } from "@skylab/aws";
import type { StoredDomainName, StoredMapping } from "../domain-names/stored-domain-name.ts";
import { badRequest, conflict } from "../errors.ts";
import { limitReached, noSuchPart } from "./errors.ts";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html: of those with several levels. */
const MAX_MULTI_LEVEL_MAPPINGS = 200;

/** A domain name with one more mapping. @throws AwsError */
export function withMapping(domain: StoredDomainName, mapping: StoredMapping): StoredDomainName {
  checkKey(domain, mapping);
  if (hasLevels(mapping) && domain.mappings.filter(hasLevels).length >= MAX_MULTI_LEVEL_MAPPINGS) {
    throw limitReached("ApiMappings");
  }
  return { ...domain, mappings: [...domain.mappings, mapping] };
}

const hasLevels = ({ key }: StoredMapping): boolean => key.includes("/");

/** A domain name with another mapping in the place of one that it has. @throws AwsError */
export function withUpdatedMapping(domain: StoredDomainName, mapping: StoredMapping): StoredDomainName {
  checkKey(domain, mapping);
  const mappings = domain.mappings.map((one) => (one.apiMappingId === mapping.apiMappingId ? mapping : one));
  return { ...domain, mappings };
}

/** A mapping of a domain name, or AWS's refusal. */
export function mappingOf({ mappings }: StoredDomainName, id: string): StoredMapping {
  const found = mappings.find(({ apiMappingId }) => apiMappingId === id);
  if (found === undefined) throw noSuchPart("ApiMapping", id);
  return found;
}

function checkKey({ mappings }: StoredDomainName, { apiMappingId, key }: StoredMapping): void {
  if (key.startsWith("/") || key.endsWith("/") || key.includes("//")) {
    throw badRequest("API mapping key should not start with a '/' or have consecutive '/'s.");
  }
  // In words that nobody recorded from AWS.
  if (!/^[\w\-.~!$&'()*+,;=:@%/]*$/.test(key)) throw badRequest(`Invalid API mapping key specified: ${key}`);
  if (mappings.some((one) => one.key === key && one.apiMappingId !== apiMappingId)) throw mappingExists();
}

const mappingExists = (): AwsError => conflict("ApiMapping key already exists for this domain name");

/** As the API shows it. */
export const describeMapping = ({
  apiId,
  apiMappingId,
  key,
  stage,
}: StoredMapping): ApiMapping & { ApiId: string } => ({
  ApiId: apiId,
  ApiMappingId: apiMappingId,
  ApiMappingKey: key,
  Stage: stage,
});
