import { invalidParameter } from "../errors.ts";

type Named = {
  readonly logGroupIdentifiers: readonly string[];
  readonly logStreamNames?: readonly string[] | undefined;
  readonly logStreamNamePrefixes?: readonly string[] | undefined;
};

/**
 * Which streams a live tail is about.
 * @throws AwsError InvalidParameterException
 */
export function isTailedStream(named: Named): (stream: string) => boolean {
  const { logGroupIdentifiers, logStreamNamePrefixes: prefixes, logStreamNames: names } = named;
  if (names === undefined && prefixes === undefined) return () => true;
  if (names !== undefined && prefixes !== undefined)
    throw invalidParameter("LogStream names and LogStream name prefixes are mutually exclusive parameters.");
  // "If you specify this parameter, you must specify only one log group."
  if (logGroupIdentifiers.length > 1)
    throw invalidParameter("LogStream names and prefixes can be specified with only one log group.");
  return (stream) => names?.includes(stream) ?? prefixes?.some((prefix) => stream.startsWith(prefix)) ?? false;
}
