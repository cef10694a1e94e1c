import { wholeSeconds } from "../whole-seconds.ts";

/** Members of a request that are there: none is `undefined`. */
export type Given<Members> = { readonly [Member in keyof Members]?: Exclude<Members[Member], undefined> };

/** The same of a request as it comes: what it does not say is absent or `undefined`. */
export type Asked<Members> = { readonly [Member in keyof Members]?: Members[Member] | undefined };

/** What a request says of these members: in an update, what it does not say stays as it is. */
export function membersOf<Request extends object, Name extends keyof Request>(
  request: Request,
  names: readonly Name[],
): Given<Pick<Request, Name>> {
  const said = names.flatMap((name) => (request[name] === undefined ? [] : [[name, request[name]]]));
  return Object.fromEntries(said) as Given<Pick<Request, Name>>; // as: the members are those that were picked.
}

/** A map after an update: entries come beside those that there are, an empty value takes one away. */
export function mergedMap<Value>(
  current: Readonly<Record<string, Value>> | undefined,
  changes: Readonly<Record<string, Value>> | undefined,
  isEmpty: (value: Value) => boolean,
): Record<string, Value> {
  return Object.fromEntries(Object.entries({ ...current, ...changes }).filter(([, value]) => !isEmpty(value)));
}

/** The same of texts. */
export const mergedTexts = (
  current: Readonly<Record<string, string>> | undefined,
  changes: Readonly<Record<string, string>> | undefined,
): Record<string, string> => mergedMap(current, changes, (text) => text === "");

/** A moment of a row as the API shows it. */
export const dateOf = (at: number | undefined): Date | undefined =>
  at === undefined ? undefined : new Date(wholeSeconds(at));
