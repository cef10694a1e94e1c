import { badRequest } from "../errors.ts";
import type { PatchTable } from "../patch/patch-table.ts";
import { element, member, valueElement } from "../patch/rules.ts";
import { oneOf, text } from "../patch/values.ts";
import { namingPaths } from "../patch/words.ts";

const refused = (what: string) => () => badRequest(`Invalid ${what} specified.`);

const TYPES = ["REGIONAL", "EDGE", "PRIVATE"];
const readType = oneOf(TYPES, () =>
  badRequest(`Invalid EndpointTypes specified. Valid options are ${TYPES.join(",")}`),
);

const changeable = member(text, "add", "replace", "remove");

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateDomainName-Patch */
export const DOMAIN_NAME_PATCHES: PatchTable = {
  words: namingPaths,
  paths: {
    "/certificateName": changeable,
    "/certificateArn": changeable,
    "/regionalCertificateName": changeable,
    "/regionalCertificateArn": changeable,
    "/ownershipVerificationCertificateArn": changeable,
    "/mutualTlsAuthentication/truststoreUri": changeable,
    "/mutualTlsAuthentication/truststoreVersion": changeable,
    "/endpointConfiguration/types": valueElement(readType),
    "/endpointConfiguration/types/{type}": element(readType),
    "/endpointConfiguration/ipAddressType": member(
      oneOf(["ipv4", "dualstack"], () => badRequest("ipAddressType must be either ipv4 or dualstack.")),
      "replace",
    ),
    "/endpointAccessMode": member(oneOf(["BASIC", "STRICT"], refused("endpointAccessMode")), "replace"),
    "/securityPolicy": member(text, "replace"),
    "/routingMode": member(
      oneOf(
        ["BASE_PATH_MAPPING_ONLY", "ROUTING_RULE_ONLY", "ROUTING_RULE_THEN_BASE_PATH_MAPPING"],
        refused("routingMode"),
      ),
      "replace",
    ),
    "/policy": member(text, "replace"),
    "/managementPolicy": member(text, "replace"),
  },
};
