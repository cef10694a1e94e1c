import { mappingFinder } from "./find-mapping.ts";
import { type HeaderLines, routingRuleFinder } from "./find-routing-rule.ts";
import type { StoredDomainName } from "./stored-domain-name.ts";

/** What a path of a custom domain is for. */
export type DomainTarget = {
  readonly apiId: string;
  /** Absent: the path names the stage behind `basePath`. */
  readonly stage: string | undefined;
  /** What of the path is not the API's, without slashes at its ends: `` or `orders/v1`. */
  readonly basePath: string;
  /** The rule that says so; absent where a mapping does. */
  readonly routingRuleId?: string;
};

/** Finds what a request to a raw path of a custom domain is for. */
export type FindTarget = (path: string, headers: HeaderLines) => DomainTarget | undefined;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-mode.html */
export function targetFinder({ mappings, routingMode, routingRules = [] }: StoredDomainName): FindTarget {
  const findMapping = mappingFinder(mappings);
  const mapped: FindTarget = (path) => {
    const mapping = findMapping(path);
    return mapping && { apiId: mapping.apiId, stage: mapping.stage, basePath: mapping.key };
  };
  const ruled = routingRuleFinder(routingRules);
  switch (routingMode) {
    case "ROUTING_RULE_ONLY":
      return ruled;
    case "ROUTING_RULE_THEN_BASE_PATH_MAPPING":
      return (path, headers) => ruled(path, headers) ?? mapped(path, headers);
    default:
      return mapped;
  }
}
