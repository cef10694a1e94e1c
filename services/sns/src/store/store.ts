import { type Publications, openPublications } from "./publications.ts";
import { reset } from "./reset.ts";
import type { SnsEngines } from "./engines.ts";

/** What SNS keeps. */
export type SnsStore = {
  /** What was published, and waits for the fan-out. */
  readonly publications: Publications;
  /** Forgets everything, or everything of one account. */
  readonly reset: (account: string | undefined) => Promise<void>;
};

export function openStore(engines: SnsEngines): SnsStore {
  const publications = openPublications(engines);
  return {
    publications,
    reset: async (account) => {
      await reset(engines.records, account);
      if (account === undefined) await publications.drop();
    },
  };
}
