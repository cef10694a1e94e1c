import type { AuthFamily } from "@skylab/auth";
import type { ProtocolName, ServiceModel } from "@skylab/protocol";

/** By which rules and in which words a protocol's requests are authenticated, unless the service has others. */
export function familyOf(model: ServiceModel, protocol: ProtocolName): AuthFamily {
  switch (protocol) {
    case "awsJson1_0":
    case "awsJson1_1":
      return model.queryCompatible ? "queryJson" : "json";
    case "awsQuery":
    case "restXml":
      return "query";
    case "restJson1":
    case "rpcv2Cbor":
      return "restJson";
    default:
      return protocol satisfies never;
  }
}
