import type { RequestHead, ServiceModel } from "@skylab/protocol";
import type { ServiceClaims } from "./service-definition.ts";

/** What tells a service's requests from those of the others on a shared port. */
export type ServiceFacts = {
  /** The service in the credential scope. */
  readonly signingName: string;
  /** The first label of its host: `sqs` in `sqs.eu-central-1.amazonaws.com`. */
  readonly endpointPrefix: string;
  /** `X-Amz-Target` before the dot; in rpcv2Cbor's path, too. */
  readonly targetPrefix: string | undefined;
  /** First path segments of a REST API: they tell two APIs with one signing name apart, as API Gateway's are. */
  readonly pathRoots: ReadonlySet<string>;
  readonly owns: ((head: RequestHead) => boolean) | undefined;
  readonly claims: ((head: RequestHead) => boolean) | undefined;
  readonly takesUnsignedQueries: boolean;
  readonly takesTheRest: boolean;
  readonly judgesOrigins: boolean;
  readonly ownPaths: readonly string[];
  readonly controlPaths: readonly string[];
};

/** The facts of a service definition. */
export function factsOf(definition: ServiceClaims & { readonly model: ServiceModel }): ServiceFacts {
  const { model } = definition;
  return {
    signingName: model.signingName,
    endpointPrefix: model.endpointPrefix,
    targetPrefix: model.targetPrefix,
    pathRoots: pathRoots(model),
    owns: definition.owns,
    claims: definition.claims,
    takesUnsignedQueries: definition.takesUnsignedQueries ?? false,
    takesTheRest: definition.takesTheRest ?? false,
    judgesOrigins: definition.judgesOrigins ?? false,
    ownPaths: definition.ownPaths ?? [],
    controlPaths: definition.controlPaths ?? [],
  };
}

function pathRoots(model: ServiceModel): ReadonlySet<string> {
  const roots = Object.values(model.operations).map((operation) => firstSegment(operation.http?.uri ?? "/"));
  return new Set(roots.filter((root) => root !== "" && !root.startsWith("{")));
}

/** `queues` of `/queues/a?b`. */
export function firstSegment(path: string): string {
  return path.split(/[/?]/, 2)[1] ?? "";
}
