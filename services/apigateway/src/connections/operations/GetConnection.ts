import type * as sdk from "@aws-sdk/client-apigatewaymanagementapi";
import { askReplica } from "../ask-replica.ts";
import { findConnection } from "../find-connection.ts";
import type { Operation } from "../operation.ts";

type Result = Omit<sdk.GetConnectionCommandOutput, "$metadata">;

export const GetConnection: Operation<"GetConnection"> = async (input, call, dataPlane): Promise<Result> => {
  const found = await findConnection(input.ConnectionId, call, dataPlane);
  if (found.live === undefined) return await askReplica("GetConnection", { ...found.elsewhere, input, dataPlane });
  const { about, lastActiveAt } = found.live;
  const { sourceIp, userAgent } = about.identity;
  return {
    ConnectedAt: new Date(about.connectedAt),
    Identity: { SourceIp: textOf(sourceIp), UserAgent: textOf(userAgent) },
    LastActiveAt: new Date(lastActiveAt),
  };
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
