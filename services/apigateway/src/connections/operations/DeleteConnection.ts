import { askReplica } from "../ask-replica.ts";
import { findConnection } from "../find-connection.ts";
import type { Operation } from "../operation.ts";

/** https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
const NORMAL_CLOSURE = 1000;

export const DeleteConnection: Operation<"DeleteConnection"> = async (
  input,
  call,
  dataPlane,
): Promise<Record<string, never>> => {
  const found = await findConnection(input.ConnectionId, call, dataPlane);
  if (found.live === undefined) await askReplica("DeleteConnection", { ...found.elsewhere, input, dataPlane });
  else found.live.close(NORMAL_CLOSURE, "Connection Closed Normally");
  return {};
};
