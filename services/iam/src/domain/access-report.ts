import type { EntityInfo, ServiceLastAccessed } from "@aws-sdk/client-iam";
import type { LastUse } from "@skylab/identity";
import { SERVICE_NAMES } from "./service-names.ts";
import { timeOf } from "./time.ts";

/** What GenerateServiceLastAccessedDetails was asked: the report is made when it is fetched. */
export type AccessReportJob = {
  /** Of a user, a group, a role or a managed policy. */
  readonly arn: string;
  readonly granularity: "SERVICE_LEVEL" | "ACTION_LEVEL";
  readonly createdAt: number;
};

/** A user or a role that used a service last, or that could have used it. */
export type Access = {
  readonly entity: EntityInfo;
  readonly uses: readonly LastUse[];
};

/** What a report tells of a service. */
export function describeServiceAccess(service: string, accesses: readonly Access[]): ServiceLastAccessed {
  const uses = accesses.flatMap(({ entity, uses: all }) => {
    const use = latest(all, service);
    return use === undefined ? [] : [{ entity, use }];
  });
  const last = uses.toSorted((a, b) => b.use.at - a.use.at)[0];
  return {
    ServiceName: Object.hasOwn(SERVICE_NAMES, service) ? SERVICE_NAMES[service] : service,
    ServiceNamespace: service,
    TotalAuthenticatedEntities: uses.length,
    ...(last === undefined
      ? {}
      : {
          LastAuthenticated: timeOf(last.use.at),
          LastAuthenticatedEntity: last.entity.Arn,
          LastAuthenticatedRegion: last.use.region,
        }),
  };
}

/** The last use of a service among uses. */
export const latest = (uses: readonly LastUse[], service: string): LastUse | undefined =>
  uses.filter((use) => use.service === service).toSorted((a, b) => b.at - a.at)[0];
