import { describe, expect, test } from "vitest";
import { refusal } from "@skylab/service/testing";
import { useIam } from "../testing/use-iam.ts";
import { AddRoleToInstanceProfile } from "./AddRoleToInstanceProfile.ts";
import { CreateInstanceProfile } from "./CreateInstanceProfile.ts";
import { CreateRole } from "./CreateRole.ts";
import { DeleteInstanceProfile } from "./DeleteInstanceProfile.ts";
import { DeleteRole } from "./DeleteRole.ts";
import { GetInstanceProfile } from "./GetInstanceProfile.ts";
import { ListInstanceProfiles } from "./ListInstanceProfiles.ts";
import { ListInstanceProfilesForRole } from "./ListInstanceProfilesForRole.ts";
import { ListInstanceProfileTags } from "./ListInstanceProfileTags.ts";
import { RemoveRoleFromInstanceProfile } from "./RemoveRoleFromInstanceProfile.ts";
import { TagInstanceProfile } from "./TagInstanceProfile.ts";
import { UntagInstanceProfile } from "./UntagInstanceProfile.ts";

const iam = useIam();

const AssumeRolePolicyDocument = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

type Answer = {
  readonly InstanceProfiles: readonly { readonly InstanceProfileName?: string | undefined }[] | undefined;
};
const names = ({ InstanceProfiles: profiles }: Answer): unknown =>
  profiles?.map(({ InstanceProfileName }) => InstanceProfileName);

describe("instance profiles", () => {
  test("are made, found and deleted", async () => {
    const as = { account: "400000000001" };
    const profile = { InstanceProfileName: "web" };
    const { InstanceProfile } = await iam().call(CreateInstanceProfile, { ...profile, Path: "/team/" }, as);
    expect(InstanceProfile).toEqual({
      InstanceProfileName: "web",
      InstanceProfileId: expect.stringMatching(/^AIPA[A-Z0-9]{17}$/),
      Arn: "arn:aws:iam::400000000001:instance-profile/team/web",
      Path: "/team/",
      CreateDate: expect.any(Date),
      Roles: [],
    });
    const got = await iam().call(GetInstanceProfile, profile, as);
    expect(got.InstanceProfile).toEqual({ ...InstanceProfile, Tags: [] });
    expect(await refusal(iam().call(CreateInstanceProfile, profile, as))).toBe(
      "EntityAlreadyExistsException: Instance Profile web already exists.",
    );
    await iam().call(DeleteInstanceProfile, profile, as);
    expect(await refusal(iam().call(GetInstanceProfile, profile, as))).toBe(
      "NoSuchEntityException: Instance Profile web cannot be found.",
    );
  });

  test("hold one role, which cannot be deleted meanwhile, nor the profile", async () => {
    const as = { account: "400000000002" };
    const web = { InstanceProfileName: "web" };
    const both = { ...web, RoleName: "Runner" };
    await iam().call(CreateInstanceProfile, web, as);
    for (const RoleName of ["Runner", "Other"])
      await iam().call(CreateRole, { RoleName, AssumeRolePolicyDocument }, as);
    await iam().call(AddRoleToInstanceProfile, both, as);
    expect(await refusal(iam().call(AddRoleToInstanceProfile, { ...web, RoleName: "Other" }, as))).toBe(
      "LimitExceededException: Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1",
    );
    const { InstanceProfile } = await iam().call(GetInstanceProfile, web, as);
    expect(InstanceProfile?.Roles).toMatchObject([{ RoleName: "Runner" }]);
    expect(InstanceProfile?.Roles?.[0]?.AssumeRolePolicyDocument).toBe(encodeURIComponent(AssumeRolePolicyDocument));

    const conflict = "DeleteConflictException: Cannot delete entity, must remove roles from instance profile first.";
    expect(await refusal(iam().call(DeleteInstanceProfile, web, as))).toBe(conflict);
    expect(await refusal(iam().call(DeleteRole, { RoleName: "Runner" }, as))).toBe(conflict);
    expect(await refusal(iam().call(RemoveRoleFromInstanceProfile, { ...web, RoleName: "Other" }, as))).toBe(
      "NoSuchEntityException: Role Other in Instance Profile web cannot be found.",
    );
    await iam().call(RemoveRoleFromInstanceProfile, both, as);
    await iam().call(DeleteRole, { RoleName: "Runner" }, as);
    await iam().call(DeleteInstanceProfile, web, as);
  });

  test("are listed by path, and by role", async () => {
    const as = { account: "400000000003" };
    const role = { RoleName: "Runner" };
    await iam().call(CreateRole, { ...role, AssumeRolePolicyDocument }, as);
    for (const InstanceProfileName of ["c", "b", "a"]) {
      const Path = InstanceProfileName === "a" ? "/" : "/team/";
      await iam().call(CreateInstanceProfile, { InstanceProfileName, Path }, as);
      if (Path !== "/") await iam().call(AddRoleToInstanceProfile, { ...role, InstanceProfileName }, as);
    }
    expect(names(await iam().call(ListInstanceProfiles, {}, as))).toEqual(["a", "b", "c"]);
    expect(names(await iam().call(ListInstanceProfiles, { PathPrefix: "/team/" }, as))).toEqual(["b", "c"]);
    const first = await iam().call(ListInstanceProfilesForRole, { ...role, MaxItems: 1 }, as);
    const { Marker } = first;
    expect(names(first)).toEqual(["b"]);
    expect(names(await iam().call(ListInstanceProfilesForRole, { ...role, Marker }, as))).toEqual(["c"]);
  });

  test("have tags, whose keys differ by case", async () => {
    const as = { account: "400000000004" };
    const web = { InstanceProfileName: "web" };
    const created = await iam().call(CreateInstanceProfile, { ...web, Tags: [{ Key: "a", Value: "1" }] }, as);
    expect(created.InstanceProfile?.Tags).toEqual([{ Key: "a", Value: "1" }]);
    await iam().call(TagInstanceProfile, { ...web, Tags: [{ Key: "A", Value: "2" }] }, as);
    await iam().call(UntagInstanceProfile, { ...web, TagKeys: ["a"] }, as);
    expect(await iam().call(ListInstanceProfileTags, web, as)).toEqual({
      Tags: [{ Key: "A", Value: "2" }],
      IsTruncated: false,
    });
  });
});
