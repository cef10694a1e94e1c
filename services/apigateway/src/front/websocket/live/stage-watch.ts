import type { Place } from "@skylab/aws";
import { encodeKey, partitionName, readerOf, type Records } from "@skylab/records";
import type { Logger } from "@skylab/service";
import type { ConnectionAbout } from "../../../store/connections.ts";
import { v2StageRows } from "../../../store/v2-stages.ts";
import type { Connections } from "./connections.ts";

/** Closes the WebSockets of this process whose stages are deleted: at the latest a second later, where another did that. */
export type StageWatch = {
  /** Looks at the stage of a connection that has just been opened, and from then on at whatever changes. */
  readonly watch: (about: ConnectionAbout) => Promise<void>;
};

type Watching = {
  readonly records: Records;
  readonly connections: Connections;
  readonly log: Pick<Logger, "warn">;
};

export function openStageWatch({ connections, log, records }: Watching): StageWatch {
  // A place is listened to, which nothing ends, once somebody has connected to an API of it.
  const listening = new Set<string>();
  const closeOfDeleted = async (stages: readonly Stage[]): Promise<void> => {
    try {
      await Promise.all(stages.map((stage) => closeIfDeleted(records, connections, stage)));
    } catch (error) {
      log.warn({ err: error }, "the stages of WebSockets could not be looked at");
    }
  };
  return {
    watch: async (about) => {
      const name = partitionName(about.place);
      if (!listening.has(name)) {
        listening.add(name);
        records.partition(name).subscribe(v2StageRows.space, (keys) => {
          const changed = keys && new Set(keys.map(textOf));
          const stages = stagesIn(about.place, connections);
          void closeOfDeleted(stages.filter(({ key }) => changed?.has(key) ?? true));
        });
      }
      // It may have been deleted while the connection was made.
      await closeOfDeleted([stageOf(about)]);
    },
  };
}

type Stage = { readonly key: string; readonly place: Place; readonly apiId: string; readonly stage: string };

const textOf = (key: Uint8Array): string => Buffer.from(key).toString("latin1");

const stageOf = ({ apiId, place, stage }: ConnectionAbout): Stage => ({
  key: textOf(encodeKey(apiId, stage)),
  place,
  apiId,
  stage,
});

/** The stages of a place that have connections in this process. */
function stagesIn(place: Place, connections: Connections): readonly Stage[] {
  const name = partitionName(place);
  const stages = new Map<string, Stage>();
  for (const about of connections.abouts()) {
    if (partitionName(about.place) !== name) continue;
    const stage = stageOf(about);
    stages.set(stage.key, stage);
  }
  return [...stages.values()];
}

async function closeIfDeleted(records: Records, connections: Connections, of: Stage): Promise<void> {
  const { apiId, place, stage } = of;
  const row = await readerOf(records.partition(partitionName(place))).get(v2StageRows, apiId, stage);
  if (row !== undefined) return;
  // Ids of APIs are the whole instance's.
  connections.closeAll((about) => about.apiId === apiId && about.stage === stage);
}
