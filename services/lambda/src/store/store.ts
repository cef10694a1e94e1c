import type { Place } from "@skylab/aws";
import { placesOf, type Reader, readerOf, transact, type Transaction } from "@skylab/records";
import { type FunctionRoles, openFunctionRoles } from "../invocations/function-roles.ts";
import { type Events, openEvents } from "./events.ts";
import { type Aliases, openAliases } from "./aliases.ts";
import { type Concurrency, openConcurrency } from "./concurrency.ts";
import type { LambdaEngines } from "./engines.ts";
import { type EventInvokeConfigs, openEventInvokeConfigs } from "./event-invoke-configs.ts";
import { type Code, openCode } from "./code.ts";
import { type CodeLinks, openCodeLinks } from "./code-links.ts";
import { type CodeSigningConfigs, openCodeSigningConfigs } from "./code-signing-configs.ts";
import { type Functions, openFunctions } from "./functions.ts";
import { type Layers, openLayers } from "./layers.ts";
import { type Mappings, openMappings } from "./mappings.ts";
import { reset } from "./reset.ts";
import { openUrls, type Urls } from "./urls.ts";

/** What Lambda keeps, place by place, and what it stands on. */
export type LambdaStore = LambdaEngines & {
  /** The rows of a place as they are. */
  readonly of: (place: Place) => Reader;
  /** Reads and writes rows of a place as one; the body may run again, see `transact`. */
  readonly change: <Result>(place: Place, body: (rows: Transaction) => Promise<Result>) => Promise<Result>;
  /** Functions and their versions. */
  readonly functions: Functions;
  /** Their zip files, and those of layers. */
  readonly code: Code;
  /** Where those can be downloaded. */
  readonly codeLinks: CodeLinks;
  /** Whose signatures code must have. */
  readonly codeSigningConfigs: CodeSigningConfigs;
  /** Layers and their versions. */
  readonly layers: Layers;
  /** Invocations for which nobody waits. */
  readonly events: Events;
  /** Event source mappings. */
  readonly mappings: Mappings;
  /** Names for their versions. */
  readonly aliases: Aliases;
  /** Their URLs. */
  readonly urls: Urls;
  /** How asynchronous invocations are retried, and where their records go. */
  readonly eventInvokeConfigs: EventInvokeConfigs;
  /** How many may run at a time. */
  readonly concurrency: Concurrency;
  /** As whom functions work. */
  readonly roles: FunctionRoles;
  /** Forgets everything, or everything of one account. */
  readonly reset: (account: string | undefined) => Promise<void>;
};

export function openStore(engines: LambdaEngines): LambdaStore {
  const { records } = engines;
  const places = placesOf(records);
  const mappings = openMappings(records);
  const events = openEvents({ ...engines, at: (place) => places.at(place) });
  const roles = openFunctionRoles(engines);
  return {
    ...engines,
    of: (place) => readerOf(places.at(place)),
    change: (place, body) => transact(places.at(place), body),
    functions: openFunctions(records),
    code: openCode(engines),
    codeLinks: openCodeLinks(engines),
    codeSigningConfigs: openCodeSigningConfigs(records),
    layers: openLayers(records),
    aliases: openAliases(records),
    urls: openUrls(records),
    eventInvokeConfigs: openEventInvokeConfigs(records),
    concurrency: openConcurrency(records),
    events,
    mappings,
    roles: roles.of,
    reset: async (account) => {
      await mappings.reset(account);
      await reset(engines, account);
      // They are of roles that IAM forgets as well.
      roles.forget();
      if (account === undefined) await events.drop();
    },
  };
}
