import type { Place } from "@skylab/aws";
import { jsonTable, keyTable, keyTexts, placesOf, readerOf, type Records, transact } from "@skylab/records";
import type { SandboxNumber } from "../domain/sms/sandbox.ts";
import type { SmsAttributes } from "../domain/sms/sms-attributes.ts";
import type { Listed, ListPage } from "./platform-applications.ts";
import { OPTED_OUT_SPACE, SANDBOX_NUMBERS_SPACE, SMS_SETTINGS_SPACE } from "./spaces.ts";

/** Who may be texted, and how: numbers are as `canonicalNumber` writes them. */
export type Sms = {
  readonly attributes: (place: Place) => Promise<SmsAttributes>;
  /** Keeps what `decide` makes of the attributes; it may be asked again, and throw. */
  readonly changeAttributes: (place: Place, decide: (current: SmsAttributes) => SmsAttributes) => Promise<void>;
  readonly isInSandbox: (place: Place) => Promise<boolean>;
  readonly putInSandbox: (place: Place, isInSandbox: boolean) => Promise<void>;
  readonly isOptedOut: (place: Place, number: string) => Promise<boolean>;
  readonly optOut: (place: Place, number: string) => Promise<void>;
  readonly optIn: (place: Place, number: string) => Promise<void>;
  readonly listOptedOut: (place: Place, page: ListPage) => Promise<readonly Listed<{ readonly number: string }>[]>;
  readonly findSandboxNumber: (place: Place, number: string) => Promise<SandboxNumber | undefined>;
  /**
   * Keeps what `decide` makes of a number of the sandbox, or forgets it; it is told how many numbers there are, may be
   * asked again, and throw.
   */
  readonly changeSandboxNumber: (
    place: Place,
    number: string,
    decide: (current: SandboxNumber | undefined, many: number) => SandboxNumber | undefined,
  ) => Promise<SandboxNumber | undefined>;
  readonly listSandboxNumbers: (place: Place, page: ListPage) => Promise<readonly Listed<SandboxListed>[]>;
};

export type SandboxListed = Pick<SandboxNumber, "status"> & { readonly number: string };

/** Of a place. It changes with each number of the sandbox, too, so that two who add one at a time count right. */
type SmsSettings = {
  readonly attributes: SmsAttributes;
  readonly isInSandbox: boolean;
  readonly sandboxNumbers: number;
};

/** An account is out of the sandbox until somebody puts it in. */
const NEW_ACCOUNT: SmsSettings = { attributes: {}, isInSandbox: false, sandboxNumbers: 0 };

/** The key of a place's only settings. */
const ALL = "all";

const settings = jsonTable<SmsSettings>(SMS_SETTINGS_SPACE);
const optedOut = keyTable(OPTED_OUT_SPACE);
const sandboxNumbers = jsonTable<SandboxNumber>(SANDBOX_NUMBERS_SPACE);

export function openSms(records: Records): Sms {
  const places = placesOf(records);
  const rowsOf = (place: Place): ReturnType<typeof readerOf> => readerOf(places.at(place));
  const settingsOf = async (place: Place): Promise<SmsSettings> =>
    (await rowsOf(place).get(settings, ALL)) ?? NEW_ACCOUNT;
  const changeSettings = (place: Place, decide: (current: SmsSettings) => SmsSettings): Promise<void> =>
    transact(places.at(place), async (rows) =>
      rows.put(settings, decide((await rows.get(settings, ALL)) ?? NEW_ACCOUNT), ALL),
    );

  return {
    attributes: async (place) => (await settingsOf(place)).attributes,
    changeAttributes: (place, decide) =>
      changeSettings(place, (current) => ({ ...current, attributes: decide(current.attributes) })),
    isInSandbox: async (place) => (await settingsOf(place)).isInSandbox,
    putInSandbox: (place, isInSandbox) => changeSettings(place, (current) => ({ ...current, isInSandbox })),
    isOptedOut: async (place, number) => (await rowsOf(place).get(optedOut, number)) !== undefined,
    optOut: (place, number) => transact(places.at(place), async (rows) => rows.put(optedOut, true, number)),
    optIn: (place, number) => transact(places.at(place), async (rows) => rows.remove(optedOut, number)),
    listOptedOut: async (place, page) =>
      (await rowsOf(place).list(optedOut, page)).map(({ key }) => ({ key, number: numberOf(key) })),
    findSandboxNumber: (place, number) => rowsOf(place).get(sandboxNumbers, number),
    changeSandboxNumber: (place, number, decide) =>
      transact(places.at(place), async (rows) => {
        const known = (await rows.get(settings, ALL)) ?? NEW_ACCOUNT;
        const current = await rows.get(sandboxNumbers, number);
        const changed = decide(current, known.sandboxNumbers);
        if (changed === undefined) rows.remove(sandboxNumbers, number);
        else rows.put(sandboxNumbers, changed, number);
        const more = (changed === undefined ? 0 : 1) - (current === undefined ? 0 : 1);
        rows.put(settings, { ...known, sandboxNumbers: known.sandboxNumbers + more }, ALL);
        return changed;
      }),
    listSandboxNumbers: async (place, page) =>
      (await rowsOf(place).list(sandboxNumbers, page)).map(({ key, row }) => ({
        key,
        number: numberOf(key),
        status: row.status,
      })),
  };
}

const numberOf = (key: Uint8Array): string => keyTexts(key)[0] ?? "";
