import type { Place } from "@skylab/aws";
import type { Records } from "@skylab/records";
import { ACCOUNT_KEY, accountRows } from "../store/account.ts";
import { openConnectionRows } from "../store/connections.ts";
import type { ApigatewayEngines } from "../store/engines.ts";
import { reset } from "../store/reset.ts";
import { type ApigatewayStore, openStore } from "../store/store.ts";
import type { Integrations } from "./integrations/integration.ts";
import { openIntegrations } from "./integrations/open-integrations.ts";
import { type ApiLogs, openApiLogs } from "./logs/api-logs.ts";
import { Connections } from "./websocket/live/connections.ts";
import { openStageWatch, type StageWatch } from "./websocket/live/stage-watch.ts";

/** What requests to APIs are answered with: the store, and what a process holds open beside it. */
export type DataPlane = ApigatewayStore & {
  /** What APIs call behind them. */
  readonly integrations: Integrations;
  /** The open WebSockets. */
  readonly connections: Connections;
  /** Closes those whose stages are deleted. */
  readonly stageWatch: StageWatch;
  /** Where the lines go that APIs log. */
  readonly logs: ApiLogs;
  /** Forgets everything, or everything of one account. */
  readonly reset: (account: string | undefined) => Promise<void>;
};

/** What there is of each records in this process: the three APIs of a process share what they remember. */
const DATA_PLANES = new WeakMap<Records, DataPlane>();

export function openDataPlane(engines: ApigatewayEngines): DataPlane {
  const { records } = engines;
  const dataPlane = DATA_PLANES.get(records) ?? newDataPlane(engines);
  DATA_PLANES.set(records, dataPlane);
  return dataPlane;
}

function newDataPlane(engines: ApigatewayEngines): DataPlane {
  const { records } = engines;
  const store = openStore(engines);
  const integrations = openIntegrations(engines);
  const connections = new Connections({ ...engines, rows: openConnectionRows(records) });
  return {
    ...store,
    integrations,
    connections,
    stageWatch: openStageWatch({ ...engines, connections }),
    logs: openApiLogs({ ...engines, roleOf: logRoles(store) }),
    reset: async (account) => {
      await reset(records, account);
      // They are of roles that IAM forgets as well.
      integrations.forget();
      connections.closeAll(({ place }) => account === undefined || place.account === account);
    },
  };
}

const logRoles =
  ({ of }: ApigatewayStore) =>
  async (place: Place): Promise<string | undefined> =>
    (await of(place).get(accountRows, ACCOUNT_KEY))?.cloudwatchRoleArn;
