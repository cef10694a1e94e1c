import type { Place } from "@skylab/aws";
import { placesOf, type Reader, readerOf, transact, type Transaction } from "@skylab/records";
import { type ApiKeys, openApiKeys } from "./api-keys.ts";
import { type Buckets, openBuckets } from "./buckets.ts";
import { type ClientCertificates, openClientCertificates } from "./client-certificates.ts";
import { type Directory, openDirectory } from "./directory.ts";
import { type Hosts, openHosts } from "./domain-names.ts";
import type { ApigatewayEngines } from "./engines.ts";
import { openPublished, type Published } from "./published.ts";
import { openQuotas, type Quotas } from "./quotas.ts";
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
};

export function openStore(engines: ApigatewayEngines): ApigatewayStore {
  const { clock, log, records } = engines;
  const places = placesOf(records);
  const directory = openDirectory(records);
  const hosts = openHosts(records);
  return {
    ...engines,
    of: (place) => readerOf(places.at(place)),
    change: (place, body) => transact(places.at(place), body),
    directory,
    hosts,
    published: openPublished({ records, directory, hosts }),
    apiKeys: openApiKeys(records),
    usagePlans: openUsagePlans(records),
    clientCertificates: openClientCertificates(engines),
    buckets: openBuckets(places),
    quotas: openQuotas({ places, clock, log }),
  };
}
