import type { Place } from "@skylab/aws";
import {
  allRows,
  encodeKey,
  jsonTable,
  readerOf,
  type Records,
  removeRecords,
  type Versioned,
  type Write,
} from "@skylab/records";
import type { ContextVariables } from "../domain/context-variables.ts";
import { CONNECTIONS_SPACE, DIRECTORY, REPLICAS_SPACE } from "./spaces.ts";

/** What every event of a WebSocket tells of it. */
export type ConnectionAbout = {
  readonly connectionId: string;
  readonly apiId: string;
  readonly place: Place;
  readonly stage: string;
  /** Milliseconds, by the product's clock. */
  readonly connectedAt: number;
  readonly domainName: string;
  /** `sourceIp`, `userAgent`, and who signed. */
  readonly identity: ContextVariables;
  /** What its authorizer said of it. */
  readonly authorizer?: ContextVariables;
};

/** An open WebSocket: `about` it, which replica has it, and where the others reach that one. */
export type StoredConnection = ConnectionAbout & { readonly replica: string; readonly address?: string };

/** A replica that has connections. `over`: the others have found it dead, and tell its connections' ends. */
export type StoredReplica = { readonly over?: true };

export type SeenReplica = { readonly replica: string; readonly version: bigint; readonly isOver: boolean };

/** Which WebSockets are open, and which replicas have them. Ids of connections are the whole instance's. */
export type ConnectionRows = {
  readonly put: (connection: StoredConnection) => Promise<void>;
  readonly find: (connectionId: string) => Promise<StoredConnection | undefined>;
  readonly remove: (connectionId: string) => Promise<void>;
  readonly all: () => AsyncGenerator<StoredConnection>;
  /**
   * Shows that a replica lives, or that it is over, where its row is as it was last seen: else false. `undefined`: there was none.
   */
  readonly mark: (replica: string, row: StoredReplica, last: bigint | undefined) => Promise<boolean>;
  readonly replica: (replica: string) => Promise<SeenReplica | undefined>;
  readonly replicas: () => Promise<readonly SeenReplica[]>;
  readonly removeReplica: (replica: string) => Promise<void>;
};

const connectionRows = jsonTable<StoredConnection>(CONNECTIONS_SPACE);
const replicaRows = jsonTable<StoredReplica & { readonly replica: string }>(REPLICAS_SPACE);

function seenOf({ value, version }: Versioned): SeenReplica {
  const { over, replica } = replicaRows.decode(value);
  return { replica, version, isOver: over === true };
}

/** More than anybody runs. */
const MAX_REPLICAS = 1000;

export function openConnectionRows(records: Records): ConnectionRows {
  const partition = records.partition(DIRECTORY);
  const rows = readerOf(partition);
  const write = async (one: Write): Promise<void> => {
    await partition.commit({ writes: [one] });
  };
  return {
    put: (connection) =>
      write({
        kind: "put",
        space: connectionRows.space,
        key: encodeKey(connection.connectionId),
        value: connectionRows.encode(connection),
      }),
    find: (connectionId) => rows.get(connectionRows, connectionId),
    remove: (connectionId) => write({ kind: "remove", space: connectionRows.space, key: encodeKey(connectionId) }),
    all: async function* () {
      for await (const { row } of allRows(rows, connectionRows)) yield row;
    },
    mark: async (replica, row, last) => {
      const at = { space: replicaRows.space, key: encodeKey(replica) };
      const value = replicaRows.encode({ replica, ...row });
      const result = await partition.commit({
        checks: [{ ...at, version: last }],
        writes: [{ kind: "put", ...at, value }],
      });
      return result.ok;
    },
    replica: async (replica) => {
      const found = await partition.get(replicaRows.space, encodeKey(replica));
      return found && seenOf(found);
    },
    replicas: async () => (await partition.range(replicaRows.space, { limit: MAX_REPLICAS })).map(seenOf),
    removeReplica: (replica) => write({ kind: "remove", space: replicaRows.space, key: encodeKey(replica) }),
  };
}

/** Forgets connections: all of them, or those to APIs of one account. */
export async function resetConnections(records: Records, account: string | undefined): Promise<void> {
  await removeRecords(records.partition(DIRECTORY), CONNECTIONS_SPACE, {
    goes: ({ value }) => account === undefined || connectionRows.decode(value).place.account === account,
  });
}
