import { rootOf } from "@skylab/auth";
import type { Values } from "@skylab/protocol";
import { gone } from "../domain/connections/errors.ts";
import type { DataPlane } from "../front/data-plane.ts";
import type { StoredConnection } from "../store/connections.ts";
import type { ConnectionOperations } from "./operation.ts";

/**
 * Has the replica that has a connection do an operation, of which it was decided here that the caller may: there it is done for the
 * root of the API's account. A call straight to that replica costs one round trip and nothing on disk, which a way through the
 * records would cost each message twice; and whoever takes no connection has no WebSockets, so that no lease need run out.
 * @throws AwsError GoneException where that replica is no more.
 */
export async function askReplica<Name extends keyof ConnectionOperations>(
  operation: Name,
  {
    address,
    input,
    place,
    dataPlane,
  }: StoredConnection & {
    readonly address: string;
    readonly input: ConnectionOperations[Name]["input"];
    readonly dataPlane: DataPlane;
  },
): Promise<Values> {
  const answer = await dataPlane.connections.peers?.call(address, {
    service: "apigatewaymanagementapi",
    operation,
    input: { ...input },
    as: {
      principal: { name: "apigateway.amazonaws.com", sourceArn: undefined },
      place,
      onBehalfOf: rootOf(place.account),
    },
  });
  if (answer === undefined) throw gone();
  return answer;
}
