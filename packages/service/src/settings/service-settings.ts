import { MODEL_NAMES } from "@skylab/protocol";
import type { Environment } from "./environment.ts";
import { SettingsError } from "./settings-error.ts";

/** A setting that a service brings along. Its name in the environment begins with the service's: `SKYLAB_IAM_…`. */
export type ServiceSetting<Value> = {
  /** Stands in the table of README.md. */
  readonly description: string;
  /** What the text means; `undefined`: nobody set it. @throws Error whose message goes on after the name: `must be …` */
  readonly read: (text: string | undefined) => Value;
};

/** By their names. */
export type ServiceSettings = Readonly<Record<string, ServiceSetting<unknown>>>;

/** What was read of them, by their names. */
export type SettingValues<Own extends ServiceSettings> = {
  readonly [Name in keyof Own]: ReturnType<Own[Name]["read"]>;
};

/** Whether a name is one service's business: containers that share an environment pass over what is others'. */
export const isOfService = (name: string): boolean => MODEL_NAMES.some((service) => name.startsWith(prefixOf(service)));

/**
 * Reads the settings that services bring along. Whoever serves a service judges all names that begin with its own.
 * @throws SettingsError for one of these that is none of the settings, or a bad value.
 */
export function readServiceSettings<Own extends ServiceSettings>(
  environment: Environment,
  services: readonly string[] | "all",
  own: Own,
): SettingValues<Own> {
  const judged = services === "all" ? MODEL_NAMES : services;
  for (const [name, value] of Object.entries(environment)) {
    const service = judged.find((each) => name.startsWith(prefixOf(each)));
    if (value !== "" && service !== undefined && !Object.hasOwn(own, name)) throw unknownSetting(name, service, own);
  }
  const values = Object.entries(own).map(([name, { read }]) => [name, readOne(name, environment[name], read)]);
  return Object.fromEntries(values) as SettingValues<Own>; // as: of each name what its own `read` returned.
}

function readOne(name: string, value: string | undefined, read: ServiceSetting<unknown>["read"]): unknown {
  try {
    return read(value === "" ? undefined : value);
  } catch (error) {
    throw new SettingsError(`${name} ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function unknownSetting(name: string, service: string, own: ServiceSettings): SettingsError {
  const known = Object.keys(own).filter((each) => each.startsWith(prefixOf(service)));
  const has = known.length === 0 ? "has none of its own" : `has ${known.join(", ")}`;
  return new SettingsError(`${name} is not a setting of Skylab; ${service} ${has}.`);
}

const prefixOf = (service: string): string => `SKYLAB_${service.toUpperCase().replaceAll("-", "_")}_`;
