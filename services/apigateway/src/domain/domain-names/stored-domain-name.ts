import type * as sdk from "@aws-sdk/client-api-gateway";
import type { RoutingRule } from "@aws-sdk/client-apigatewayv2";
import type { Place } from "@skylab/aws";
import type { Stored } from "../stored.ts";

/**
 * A custom domain name with its mappings and routing rules, as both APIs keep it: in the shape of REST APIs' (v1), which has all that the
 * other's has. `regionalDomainName` is made of `label` when it is told.
 */
export type StoredDomainName = Stored<Omit<sdk.DomainName, "regionalDomainName">> & {
  readonly domainName: string;
  /** Only private ones have an id: several accounts may have the same name. */
  readonly domainNameId?: string;
  /** `d-a1b2c3d4e5`: what the name that API Gateway gives it begins with. */
  readonly label: string;
  readonly mappings: readonly StoredMapping[];
  /** Absent where it never had any. */
  readonly routingRules?: readonly StoredRoutingRule[];
};

/** Which stage of which API a path of a custom domain is for: a base path mapping of one API, an API mapping of the other. */
export type StoredMapping = {
  readonly apiMappingId: string;
  /** Without slashes at its ends: `` is AWS's `(none)`; HTTP APIs' may have several levels, `orders/v1`. */
  readonly key: string;
  readonly apiId: string;
  /** Absent: the path names the stage, which only base path mappings allow. */
  readonly stage?: string;
};

/** A rule by which a domain name chooses a stage of a REST API, as it is kept. */
export type StoredRoutingRule = RoutingRule & { readonly RoutingRuleId: string; readonly Priority: number };

/** Whose a domain name is, which its host alone tells. */
export type DomainOwner = {
  readonly place: Place;
  readonly domainName: string;
  /** `` of public ones. */
  readonly domainNameId: string;
};
