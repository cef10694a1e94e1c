import { isPlace, type Place } from "@skylab/aws";
import {
  allRows,
  encodeKey,
  jsonTable,
  keyTexts,
  type Partition,
  placesOf,
  readerOf,
  type Records,
  retryOnConflict,
  transact,
} from "@skylab/records";
import type { ApplicationRow, PlatformApplication } from "../domain/mobile/application.ts";
import type { ApplicationAddress } from "../domain/mobile/arns.ts";
import { PLATFORM_APPLICATIONS_SPACE, platformEndpointsSpace, platformTokensSpace } from "./spaces.ts";

export const applicationRows = jsonTable<ApplicationRow>(PLATFORM_APPLICATIONS_SPACE);

/** The platform applications of accounts and regions. */
export type PlatformApplications = {
  readonly find: (application: ApplicationAddress) => Promise<PlatformApplication | undefined>;
  /** Makes an application; answers the one that bears the name already, where there is one. */
  readonly create: (application: PlatformApplication) => Promise<PlatformApplication | undefined>;
  /** Keeps what `decide` makes of an application; it may be asked again, and throw. `undefined` where there is none. */
  readonly change: (
    application: ApplicationAddress,
    decide: (current: ApplicationRow) => ApplicationRow,
  ) => Promise<PlatformApplication | undefined>;
  /** Deletes an application and its endpoints, where it is there. */
  readonly remove: (application: ApplicationAddress) => Promise<void>;
  /** The applications of a place, by platform and name. */
  readonly list: (place: Place, page: ListPage) => Promise<readonly Listed<PlatformApplication>[]>;
};

export type ListPage = { readonly after: Uint8Array | undefined; readonly limit: number };

/** With its key, by which the next page begins behind it. */
export type Listed<Item> = Item & { readonly key: Uint8Array };

export function openPlatformApplications(records: Records): PlatformApplications {
  const places = placesOf(records);
  return {
    find: async (address) => {
      if (!isPlace(address.place)) return undefined;
      const row = await readerOf(places.at(address.place)).get(applicationRows, address.platform, address.name);
      return row && { ...address, row };
    },
    create: ({ row, ...address }) =>
      transact(places.at(address.place), async (rows) => {
        const existing = await rows.get(applicationRows, address.platform, address.name);
        if (existing !== undefined) return { ...address, row: existing };
        rows.put(applicationRows, row, address.platform, address.name);
        return undefined;
      }),
    change: (address, decide) =>
      transact(places.at(address.place), async (rows) => {
        const current = await rows.get(applicationRows, address.platform, address.name);
        if (current === undefined) return undefined;
        const row = decide(current);
        rows.put(applicationRows, row, address.platform, address.name);
        return { ...address, row };
      }),
    remove: (address) => remove(places.at(address.place), address),
    list: async (place, page) => {
      const listed = await readerOf(places.at(place)).list(applicationRows, page);
      return listed.map(({ key, row }) => {
        const [platform = "", name = ""] = keyTexts(key);
        return { key, place, platform, name, row };
      });
    },
  };
}

/** The endpoints go with their application at once: whoever makes one checks the application's row in the same commit. */
async function remove(partition: Partition, { platform, name }: ApplicationAddress): Promise<void> {
  const space = PLATFORM_APPLICATIONS_SPACE;
  const key = encodeKey(platform, name);
  await retryOnConflict(async () => {
    const found = await partition.get(space, key);
    if (found === undefined) return undefined;
    const { id } = applicationRows.decode(found.value);
    const result = await partition.commit({
      checks: [{ space, key, version: found.version }],
      writes: [{ kind: "remove", space, key }, ...spacesOf(id).map((of) => ({ kind: "drop", space: of }) as const)],
    });
    return result.ok ? undefined : result;
  });
}

const spacesOf = (applicationId: string): readonly string[] => [
  platformEndpointsSpace(applicationId),
  platformTokensSpace(applicationId),
];

/** The spaces of a place's endpoints, which a reset empties before it forgets the applications that name them. */
export async function* endpointSpaces(partition: Partition): AsyncGenerator<string> {
  for await (const { row } of allRows(readerOf(partition), applicationRows)) yield* spacesOf(row.id);
}
