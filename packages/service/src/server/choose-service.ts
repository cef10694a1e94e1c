import { claimedScope } from "@skylab/auth";
import type { ProtocolName, RequestHead } from "@skylab/protocol";
import { firstSegment, type ServiceFacts } from "../service-facts.ts";

/** Which of the services a request is for. Where none is, `asked` is the name in its credential scope, if it has one. */
export type Choice<Service> =
  | { readonly service: Service; readonly asked?: undefined }
  | { readonly service: undefined; readonly asked: string | undefined };

/**
 * Chooses the service of a request on a port that many share: by an address that one owns, target prefix, CBOR path, credential scope, a
 * service's own claim (URL forms), host; and else the services that take unsigned queries, or the rest.
 */
export function chooser<Service extends { readonly facts: ServiceFacts }>(
  services: readonly Service[],
): (head: RequestHead) => Choice<Service> {
  const byTarget = groupBy(services, (service) => service.facts.targetPrefix ?? "");
  const bySigningName = groupBy(services, (service) => service.facts.signingName);
  const byHost = groupBy(services, (service) => service.facts.endpointPrefix);
  const owning = services.filter((service) => service.facts.owns !== undefined);
  const claiming = services.filter((service) => service.facts.claims !== undefined);
  const rest = services.find((service) => service.facts.takesTheRest);
  const unsigned = services.find((service) => service.facts.takesUnsignedQueries);

  const unsignedQuery = (head: RequestHead): Service | undefined => (isQuery(head) ? unsigned : undefined);

  return (head) => {
    const owner = owning.find((candidate) => candidate.facts.owns?.(head));
    if (owner !== undefined) return { service: owner };
    const target = targetPrefixOf(head);
    const targeted = target === "" ? undefined : byTarget.get(target)?.[0];
    if (targeted !== undefined) return { service: targeted };
    const asked = claimedScope(head)?.service;
    if (asked !== undefined) {
      const scoped = bestByPath(bySigningName.get(asked), head);
      return scoped === undefined ? { service: undefined, asked } : { service: scoped };
    }
    const service =
      claiming.find((candidate) => candidate.facts.claims?.(head)) ??
      bestByPath(byHost.get(hostLabelOf(head)), head) ??
      (speaksOtherProtocol(head) ? unsignedQuery(head) : rest);
    return service === undefined ? { service, asked } : { service };
  };
}

function groupBy<Value>(
  values: readonly Value[],
  key: (value: Value) => string,
): ReadonlyMap<string, readonly Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) groups.set(key(value), [...(groups.get(key(value)) ?? []), value]);
  return groups;
}

function bestByPath<Service extends { readonly facts: ServiceFacts }>(
  candidates: readonly Service[] | undefined,
  head: RequestHead,
): Service | undefined {
  if (candidates === undefined || candidates.length < 2) return candidates?.[0];
  const root = firstSegment(head.path);
  return candidates.find((service) => service.facts.pathRoots.has(root)) ?? candidates[0];
}

/** `AmazonSQS` of `X-Amz-Target: AmazonSQS.SendMessage`, or of `/service/<target>/operation/<operation>` (rpcv2Cbor). */
function targetPrefixOf(head: RequestHead): string {
  const target = head.headers["x-amz-target"];
  if (typeof target === "string") return target.includes(".") ? target.slice(0, target.indexOf(".")) : target;
  if (head.headers["smithy-protocol"] !== "rpc-v2-cbor") return "";
  return /^\/service\/([^/]+)\/operation\//.exec(head.path)?.[1] ?? "";
}

/** Who takes the rest is none of those that are called by a target or by Query: S3. */
const speaksOtherProtocol = (head: RequestHead): boolean =>
  head.headers["x-amz-target"] !== undefined || head.headers["smithy-protocol"] !== undefined || isQuery(head);

/** A form to a path is none: curl calls so whatever it uploads to S3. */
const isQuery = (head: RequestHead): boolean => head.path === "/" && guessProtocol(head) === "awsQuery";

function hostLabelOf(head: RequestHead): string {
  return head.headers.host?.split(".", 1)[0] ?? "";
}

/** The protocol in which a refusal is written where no service is there that knows better. */
export function guessProtocol(head: RequestHead): ProtocolName {
  if (head.headers["smithy-protocol"] === "rpc-v2-cbor") return "rpcv2Cbor";
  const contentType = head.headers["content-type"] ?? "";
  if (head.headers["x-amz-target"] !== undefined) {
    return contentType.includes("json-1.1") ? "awsJson1_1" : "awsJson1_0";
  }
  if (contentType.startsWith("application/x-www-form-urlencoded") || /(?:^|&)Action=/.test(head.query)) {
    return "awsQuery";
  }
  return contentType.includes("json") ? "restJson1" : "restXml";
}
