import type { ListEntitiesForPolicyResponse } from "@aws-sdk/client-iam";
import { readPage, readPageOf } from "../domain/page.ts";
import type { Operation } from "../operation.ts";
import { type Entity, listEntities } from "../store/entities.ts";
import { requireAttachablePolicy } from "../store/policies.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html */
export const ListEntitiesForPolicy: Operation<"ListEntitiesForPolicy"> = async (
  input,
  call,
  store,
): Promise<ListEntitiesForPolicyResponse> => {
  const { account } = call.caller;
  const { PolicyArn: arn, PathPrefix: prefix = "/", EntityFilter: kind, PolicyUsageFilter: usage } = input;
  const rows = store.of(account);
  await requireAttachablePolicy(rows, { account, arn });
  const matches = (entity: Entity): boolean =>
    entity.holder?.path.startsWith(prefix) === true &&
    (kind === undefined || kind.toLowerCase() === entity.kind) &&
    (usage === undefined ? !entity.again : (usage === "PermissionsBoundary") === (entity.usage === "boundary"));
  const { rows: entities, ...page } = await readPageOf(readPage(input), listEntities(rows, arn), matches);
  const of = (wanted: Entity["kind"]) =>
    entities.flatMap(({ kind: found, holder }) => (found === wanted && holder !== undefined ? [holder] : []));
  return {
    PolicyGroups: of("group").map(({ name, id }) => ({ GroupName: name, GroupId: id })),
    PolicyUsers: of("user").map(({ name, id }) => ({ UserName: name, UserId: id })),
    PolicyRoles: of("role").map(({ name, id }) => ({ RoleName: name, RoleId: id })),
    ...page,
  };
};
