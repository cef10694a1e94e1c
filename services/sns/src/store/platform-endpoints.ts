import { isPlace } from "@skylab/aws";
import { hash } from "node:crypto";
import {
  jsonTable,
  keyTexts,
  type Places,
  placesOf,
  readerOf,
  type Records,
  type Table,
  transact,
  type Transaction,
} from "@skylab/records";
import type { ApplicationRow, PlatformApplication } from "../domain/mobile/application.ts";
import type { ApplicationAddress, EndpointAddress } from "../domain/mobile/arns.ts";
import type { Endpoint, EndpointRow } from "../domain/mobile/endpoint.ts";
import { applicationRows, type Listed, type ListPage } from "./platform-applications.ts";
import { platformEndpointsSpace, platformTokensSpace } from "./spaces.ts";

/** The endpoints of platform applications. */
export type PlatformEndpoints = {
  /** An endpoint and its application. */
  readonly find: (endpoint: EndpointAddress) => Promise<FoundEndpoint | undefined>;
  /** Makes an endpoint of an id of these that is free. `undefined` where there is no such application. */
  readonly create: (
    application: ApplicationAddress,
    made: { readonly row: EndpointRow; readonly ids: readonly string[] },
  ) => Promise<KeptEndpoint | undefined>;
  /** Keeps what `decide` makes of an endpoint; it may be asked again, and throw. `undefined` where there is none. */
  readonly change: (
    endpoint: EndpointAddress,
    decide: (current: EndpointRow) => EndpointRow,
  ) => Promise<KeptEndpoint | undefined>;
  /** Deletes an endpoint, where it is there. */
  readonly remove: (endpoint: EndpointAddress) => Promise<void>;
  /** The endpoints of an application in the order of their ids. */
  readonly list: (application: PlatformApplication, page: ListPage) => Promise<readonly Listed<Endpoint>[]>;
};

export type FoundEndpoint = Endpoint & { readonly application: PlatformApplication };

/** The endpoint as it is now, or the one that has its token already, for which nothing was kept. */
export type KeptEndpoint = { readonly kept: Endpoint } | { readonly inTheWay: Endpoint };

export function openPlatformEndpoints(records: Records): PlatformEndpoints {
  const places = placesOf(records);

  const within = readsAndWrites(places);
  return {
    find: async ({ application: { place, platform, name }, id }) => {
      if (!isPlace(place)) return undefined;
      const rows = readerOf(places.at(place));
      const application = await rows.get(applicationRows, platform, name);
      const row = application && (await rows.get(endpointRows(application).byId, id));
      return application && row && { application: { place, platform, name, row: application }, id, row };
    },
    create: (application, { row, ids }) =>
      within(application, async ({ byId, byToken }, rows) => {
        const holder = await holderOf({ byId, byToken }, rows, row);
        if (holder !== undefined) return { inTheWay: { application, ...holder } };
        const id = await firstFree(byId, rows, ids);
        rows.put(byId, row, id);
        rows.put(byToken, id, tokenKey(row));
        return { kept: { application, id, row } };
      }),
    change: ({ application, id }, decide) =>
      within(application, async ({ byId, byToken }, rows) => {
        const current = await rows.get(byId, id);
        if (current === undefined) return undefined;
        const row = decide(current);
        const holder = await holderOf({ byId, byToken }, rows, row);
        if (holder !== undefined && holder.id !== id) return { inTheWay: { application, ...holder } };
        rows.remove(byToken, tokenKey(current));
        rows.put(byToken, id, tokenKey(row));
        rows.put(byId, row, id);
        return { kept: { application, id, row } };
      }),
    remove: ({ application, id }) =>
      within(application, async ({ byId, byToken }, rows) => {
        const current = await rows.get(byId, id);
        if (current === undefined) return;
        rows.remove(byId, id);
        rows.remove(byToken, tokenKey(current));
      }),
    list: async ({ row, ...application }, page) => {
      const listed = await readerOf(places.at(application.place)).list(endpointRows(row).byId, page);
      return listed.map(({ key, row: endpoint }) => ({ key, application, id: keyTexts(key)[0] ?? "", row: endpoint }));
    },
  };
}

type Within = <Result>(
  application: ApplicationAddress,
  body: (endpoints: EndpointRows, rows: Transaction) => Promise<Result>,
) => Promise<Result | undefined>;

/** Reads and writes endpoints of an application as one, as long as it is there. */
const readsAndWrites =
  (places: Places): Within =>
  async (application, body) => {
    if (!isPlace(application.place)) return undefined;
    return transact(places.at(application.place), async (rows) => {
      const row = await rows.get(applicationRows, application.platform, application.name);
      return row && body(endpointRows(row), rows);
    });
  };

type EndpointRows = { readonly byId: Table<EndpointRow>; readonly byToken: Table<string> };

const endpointRows = ({ id }: Pick<ApplicationRow, "id">): EndpointRows => ({
  byId: jsonTable(platformEndpointsSpace(id)),
  byToken: jsonTable(platformTokensSpace(id)),
});

/** Tokens may be longer than keys. */
const tokenKey = ({ attributes }: EndpointRow): string => hash("sha256", attributes["Token"] ?? "");

/** The endpoint that has a row's token. */
async function holderOf(
  { byId, byToken }: EndpointRows,
  rows: Transaction,
  wanted: EndpointRow,
): Promise<Pick<Endpoint, "id" | "row"> | undefined> {
  const id = await rows.get(byToken, tokenKey(wanted));
  const row = id === undefined ? undefined : await rows.get(byId, id);
  return id === undefined || row === undefined ? undefined : { id, row };
}

async function firstFree(byId: Table<EndpointRow>, rows: Transaction, ids: readonly string[]): Promise<string> {
  for (const id of ids) if ((await rows.get(byId, id)) === undefined) return id;
  throw new Error("None of the ids for an endpoint is free.");
}
