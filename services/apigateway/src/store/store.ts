import type { Place } from "@skylab/aws";
import { placesOf, type Reader, readerOf, type Records, transact, type Transaction } from "@skylab/records";
import { type ApiLogs, openApiLogs } from "../front/access-log/api-logs.ts";
import type { Integrations } from "../front/integrations/integration.ts";
import { openIntegrations } from "../front/integrations/open-integrations.ts";
import { ACCOUNT_KEY, accountRows } from "./account.ts";
import { type ApiKeys, openApiKeys } from "./api-keys.ts";
import { type Buckets, openBuckets } from "./buckets.ts";
import { type ClientCertificates, openClientCertificates } from "./client-certificates.ts";
import { type Directory, openDirectory } from "./directory.ts";
import { type Hosts, openHosts } from "./domain-names.ts";
import { Connections } from "../connections/connections.ts";
import { openStageWatch, type StageWatch } from "../connections/stage-watch.ts";
import { openConnectionRows } from "./connections.ts";
import type { ApigatewayEngines } from "./engines.ts";
import { openPublished, type Published } from "./published.ts";
import { openQuotas, type Quotas } from "./quotas.ts";
import { reset } from "./reset.ts";
import { openUsagePlans, type UsagePlans } from "./usage-plans.ts";

/** What API Gateway keeps, place by place, and what it stands on. */
export type ApigatewayStore = ApigatewayEngines & {
  /** The rows of a place as they are. */
  readonly of: (place: Place) => Reader;
  /** Reads and writes rows of a place as one; the body may run again, see `transact`. */
  readonly change: <Result>(place: Place, body: (rows: Transaction) => Promise<Result>) => Promise<Result>;
  /** Whose an API is, by its id. */
  readonly directory: Directory;
  /** Whose a custom domain is, by its host. */
  readonly hosts: Hosts;
  /** What requests to APIs are answered by. */
  readonly published: Published;
  /** API keys, as requests to APIs bring them. */
  readonly apiKeys: ApiKeys;
  /** The plans that they are in. */
  readonly usagePlans: UsagePlans;
  /** What integrations know API Gateway by. */
  readonly clientCertificates: ClientCertificates;
  /** What is left of throttles. */
  readonly buckets: Buckets;
  /** What is used of quotas. */
  readonly quotas: Quotas;
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
const STORES = new WeakMap<Records, ApigatewayStore>();

export function openStore(engines: ApigatewayEngines): ApigatewayStore {
  const { records } = engines;
  const store = STORES.get(records) ?? newStore(engines);
  STORES.set(records, store);
  return store;
}

function newStore(engines: ApigatewayEngines): ApigatewayStore {
  const { clock, records } = engines;
  const places = placesOf(records);
  const directory = openDirectory(records);
  const hosts = openHosts(records);
  const integrations = openIntegrations(engines);
  const of = (place: Place): Reader => readerOf(places.at(place));
  const connections = new Connections({ ...engines, rows: openConnectionRows(records) });
  return {
    ...engines,
    of,
    change: (place, body) => transact(places.at(place), body),
    directory,
    hosts,
    published: openPublished({ records, directory, hosts }),
    apiKeys: openApiKeys(records),
    usagePlans: openUsagePlans(records),
    clientCertificates: openClientCertificates(engines),
    buckets: openBuckets(places),
    quotas: openQuotas({ places, clock }),
    integrations,
    connections,
    stageWatch: openStageWatch({ ...engines, connections }),
    logs: openApiLogs({ ...engines, roleOf: logRoles(of) }),
    reset: async (account) => {
      await reset(records, account);
      // They are of roles that IAM forgets as well.
      integrations.forget();
      connections.closeAll(({ place }) => account === undefined || place.account === account);
    },
  };
}

const logRoles =
  (of: ApigatewayStore["of"]) =>
  async (place: Place): Promise<string | undefined> =>
    (await of(place).get(accountRows, ACCOUNT_KEY))?.cloudwatchRoleArn;
