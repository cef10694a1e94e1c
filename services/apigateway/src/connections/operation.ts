import type * as sdk from "@aws-sdk/client-apigatewaymanagementapi";
import type { Handler, OperationTypes } from "@skylab/service";
import type { DataPlane } from "../front/data-plane.ts";

/** The operations on the connections of WebSocket APIs, their inputs and outputs. */
export type ConnectionOperations = OperationTypes<typeof sdk>;

/** One operation on the connections of WebSocket APIs. */
export type Operation<Name extends keyof ConnectionOperations> = Handler<
  ConnectionOperations[Name]["input"],
  ConnectionOperations[Name]["output"],
  DataPlane
>;
