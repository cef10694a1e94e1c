import type { ServiceLastAccessed } from "@aws-sdk/client-iam";
import type { Role, User } from "@skylab/identity";
import type { Reader, Transaction } from "@skylab/records";
import { type Access, type AccessReportJob, describeServiceAccess } from "../domain/access-report.ts";
import { iamArn } from "../domain/arns.ts";
import { noSuchEntity } from "../domain/errors.ts";
import { grantsService, readSubject, servicesNamedBy, type Subject } from "../domain/granted-services.ts";
import { SERVICE_NAMES } from "../domain/service-names.ts";
import { lastUseOfKey } from "./access-keys.ts";
import { type Entity, listEntities } from "./entities.ts";
import { requireGroup } from "./groups.ts";
import { heldPolicies } from "./held-policies.ts";
import { membersOf } from "./members.ts";
import { lastUseOfRole, requireRole } from "./roles.ts";
import { OWN_TABLES } from "./tables.ts";
import { requireUser } from "./users.ts";

/** Notes that a report was asked for. */
export const putReportJob = (rows: Transaction, id: string, job: AccessReportJob): void =>
  rows.put(OWN_TABLES.accessReports, job, id);

/** @throws AwsError `NoSuchEntity` */
export async function requireReportJob(
  rows: Reader,
  id: string,
): Promise<AccessReportJob & { readonly subject: Subject }> {
  const job = await rows.get(OWN_TABLES.accessReports, id);
  const subject = job && readSubject(job.arn);
  if (job === undefined || subject === undefined) throw noSuchEntity(`The job with id ${id} cannot be found.`);
  return { ...job, subject };
}

/** Every service that the subject is allowed, and who used it last. */
export async function servicesLastAccessed(
  rows: Reader,
  account: string,
  subject: Subject,
): Promise<readonly ServiceLastAccessed[]> {
  const documents = (await heldPolicies(rows, account, subject)).map(({ document }) => document);
  const known = Object.keys(SERVICE_NAMES).filter((service) => documents.some((one) => grantsService(one, service)));
  const services = [...new Set([...known, ...documents.flatMap(servicesNamedBy)])].toSorted();
  const accesses = await accessesOf(rows, account, subject);
  return services.map((service) => describeServiceAccess(service, accesses));
}

/** The users and roles that have what the subject has: itself, a group's users, who holds a policy. */
export async function accessesOf(rows: Reader, account: string, subject: Subject): Promise<readonly Access[]> {
  const { users, roles } = await principalsOf(rows, subject);
  return Promise.all([
    ...users.map((user) => accessOfUser(rows, account, user)),
    ...roles.map((role) => accessOfRole(rows, account, role)),
  ]);
}

type Principals = { readonly users: readonly User[]; readonly roles: readonly Role[] };

async function principalsOf(rows: Reader, { kind, arn, name }: Subject): Promise<Principals> {
  switch (kind) {
    case "user":
      return { users: [await requireUser(rows, name)], roles: [] };
    case "role":
      return { users: [], roles: [await requireRole(rows, name)] };
    case "group":
      return { users: await membersOf(rows, await requireGroup(rows, name)), roles: [] };
    default:
      return holdersOf(rows, arn);
  }
}

async function holdersOf(rows: Reader, arn: string): Promise<Principals> {
  const entities = await listEntities(rows, arn)(undefined, MOST_HOLDERS);
  const named = (kind: Entity["kind"]): readonly string[] =>
    entities.flatMap(({ row }) => (row.kind === kind && row.usage === "attached" ? (row.holder?.name ?? []) : []));
  const groups = await Promise.all(named("group").map((name) => requireGroup(rows, name)));
  const members = (await Promise.all(groups.map((group) => membersOf(rows, group)))).flat();
  const users = await Promise.all(named("user").map((name) => requireUser(rows, name)));
  const roles = await Promise.all(named("role").map((name) => requireRole(rows, name)));
  return { users: [...new Map([...users, ...members].map((user) => [user.id, user])).values()], roles };
}

/** So many users, groups and roles that hold a policy are looked at. */
const MOST_HOLDERS = 10_000;

async function accessOfUser(rows: Reader, account: string, user: User): Promise<Access> {
  const uses = await Promise.all(user.accessKeyIds.map((id) => lastUseOfKey(rows, id)));
  return {
    entity: { Arn: iamArn(account, "user", user), Name: user.name, Type: "USER", Id: user.id, Path: user.path },
    uses: uses.filter((use) => use !== undefined),
  };
}

async function accessOfRole(rows: Reader, account: string, role: Role): Promise<Access> {
  const use = await lastUseOfRole(rows, role);
  return {
    entity: { Arn: iamArn(account, "role", role), Name: role.name, Type: "ROLE", Id: role.id, Path: role.path },
    uses: use === undefined ? [] : [use],
  };
}
