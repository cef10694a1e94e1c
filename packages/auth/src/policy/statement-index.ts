import type { Statement } from "./statement.ts";

/** Statements by the service of the actions that they may be about, so that a request passes by all the others. */
export type ByService = {
  readonly named: ReadonlyMap<string, readonly Statement[]>;
  /** About any service that is not named: `*`, `s?s:*`, NotAction. */
  readonly others: readonly Statement[];
};

/** Sorts statements by service; each list keeps their order. */
export function indexByService(statements: readonly Statement[]): ByService {
  const sorted = statements.map((statement) => ({ statement, services: servicesOf(statement) }));
  const about = (service: string | undefined): readonly Statement[] =>
    sorted
      .filter(({ services }) => services === undefined || (service !== undefined && services.has(service)))
      .map(({ statement }) => statement);
  const named = new Map<string, readonly Statement[]>();
  for (const { services } of sorted) {
    for (const service of services ?? []) named.set(service, named.get(service) ?? about(service));
  }
  return { named, others: about(undefined) };
}

/** The statements that may be about an action of this service. */
export const statementsAbout = ({ named, others }: ByService, service: string): readonly Statement[] =>
  named.get(service) ?? others;

/** The part of an action before its colon, in lower case. */
export const serviceOf = (action: string): string => action.slice(0, Math.max(0, action.indexOf(":")));

/** `undefined`: any. */
function servicesOf({ action }: Statement): ReadonlySet<string> | undefined {
  if (action.not) return undefined;
  const services = action.of.texts.map(serviceOf);
  return services.some((service) => service === "" || /[*?]/.test(service)) ? undefined : new Set(services);
}
