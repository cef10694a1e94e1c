import type { notImplemented } from "@skylab/service";
import type { ConnectionOperations, Operation } from "./operation.ts";
import { DeleteConnection } from "./operations/DeleteConnection.ts";
import { GetConnection } from "./operations/GetConnection.ts";
import { PostToConnection } from "./operations/PostToConnection.ts";

/** Every operation on the connections of WebSocket APIs. */
export const connectionOperations: {
  readonly [Name in keyof ConnectionOperations]: Operation<Name> | typeof notImplemented;
} = { DeleteConnection, GetConnection, PostToConnection };
