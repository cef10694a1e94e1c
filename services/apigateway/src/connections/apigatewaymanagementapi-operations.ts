import { notImplemented } from "@skylab/service";
import type { ConnectionOperations, Operation } from "./operation.ts";

/** Every operation on the connections of WebSocket APIs. */
export const connectionOperations: {
  readonly [Name in keyof ConnectionOperations]: Operation<Name> | typeof notImplemented;
} = {
  DeleteConnection: notImplemented,
  GetConnection: notImplemented,
  PostToConnection: notImplemented,
};
