import { bufferFull, gone, messageTooLong } from "../../domain/connections/errors.ts";
import { MAX_MESSAGE_BYTES } from "../../domain/connections/limits.ts";
import { askReplica } from "../ask-replica.ts";
import { findConnection } from "../find-connection.ts";
import type { Operation } from "../operation.ts";

export const PostToConnection: Operation<"PostToConnection"> = async (
  input,
  call,
  dataPlane,
): Promise<Record<string, never>> => {
  const { ConnectionId, Data } = input;
  const data = Buffer.from(Data);
  if (data.length > MAX_MESSAGE_BYTES) throw messageTooLong();
  const found = await findConnection(ConnectionId, call, dataPlane);
  if (found.live === undefined) {
    await askReplica("PostToConnection", { ...found.elsewhere, input, dataPlane });
    return {};
  }
  // What cannot be written any more has gone meanwhile.
  const isTaken = await found.live.send(data).catch(() => undefined);
  if (isTaken === undefined) throw gone();
  if (!isTaken) throw bufferFull();
  return {};
};
