import { SIDE_TABLES } from "@skylab/identity";
import { describe, expect, it } from "vitest";
import { refusal } from "@skylab/service/testing";
import { useIam } from "../testing/use-iam.ts";
import { CreateAccessKey } from "./CreateAccessKey.ts";
import { CreateAccountAlias } from "./CreateAccountAlias.ts";
import { CreateGroup } from "./CreateGroup.ts";
import { CreateLoginProfile } from "./CreateLoginProfile.ts";
import { CreateUser } from "./CreateUser.ts";
import { CreateVirtualMFADevice } from "./CreateVirtualMFADevice.ts";
import { DeleteAccountAlias } from "./DeleteAccountAlias.ts";
import { DeleteAccountPasswordPolicy } from "./DeleteAccountPasswordPolicy.ts";
import { GenerateCredentialReport } from "./GenerateCredentialReport.ts";
import { GetAccountPasswordPolicy } from "./GetAccountPasswordPolicy.ts";
import { GetAccountSummary } from "./GetAccountSummary.ts";
import { GetCredentialReport } from "./GetCredentialReport.ts";
import { ListAccountAliases } from "./ListAccountAliases.ts";
import { UpdateAccessKey } from "./UpdateAccessKey.ts";
import { UpdateAccountPasswordPolicy } from "./UpdateAccountPasswordPolicy.ts";

const iam = useIam();
/** What the types make of an input without members. */
const NOTHING = new Uint8Array();
const HOUR_MS = 60 * 60 * 1000;

describe("the account's alias", () => {
  it("is one, and replaced by the next", async () => {
    const as = { account: "150000000001" };
    const aliases = async () => (await iam().call(ListAccountAliases, {}, as)).AccountAliases;
    expect(await aliases()).toEqual([]);
    await iam().call(CreateAccountAlias, { AccountAlias: "first" }, as);
    await iam().call(CreateAccountAlias, { AccountAlias: "second" }, as);
    expect(await aliases()).toEqual(["second"]);
    expect(await refusal(iam().call(CreateAccountAlias, { AccountAlias: "second" }, as))).toBe(
      "EntityAlreadyExistsException: The account alias second already exists.",
    );
    expect(await refusal(iam().call(DeleteAccountAlias, { AccountAlias: "first" }, as))).toContain(
      "NoSuchEntityException",
    );
    await iam().call(DeleteAccountAlias, { AccountAlias: "second" }, as);
    expect(await aliases()).toEqual([]);
  });
});

describe("the account's password policy", () => {
  it("is set whole, and deleted", async () => {
    const as = { account: "150000000010" };
    await iam().call(UpdateAccountPasswordPolicy, { MinimumPasswordLength: 12, RequireSymbols: true }, as);
    await iam().call(UpdateAccountPasswordPolicy, { AllowUsersToChangePassword: true }, as);
    expect(await iam().call(GetAccountPasswordPolicy, NOTHING, as)).toMatchObject({
      PasswordPolicy: { MinimumPasswordLength: 6, RequireSymbols: false, AllowUsersToChangePassword: true },
    });
    await iam().call(DeleteAccountPasswordPolicy, NOTHING, as);
    expect(await refusal(iam().call(GetAccountPasswordPolicy, NOTHING, as))).toBe(
      "NoSuchEntityException: The Password Policy with domain name 150000000010 cannot be found.",
    );
    expect(await refusal(iam().call(DeleteAccountPasswordPolicy, NOTHING, as))).toBe(
      "NoSuchEntityException: The account policy with name PasswordPolicy cannot be found.",
    );
  });
});

describe("GetAccountSummary", () => {
  it("counts what there is and tells the quotas", async () => {
    const as = { account: "150000000020" };
    const before = (await iam().call(GetAccountSummary, NOTHING, as)).SummaryMap;
    expect(Object.keys(before ?? {})).toHaveLength(34);
    expect(before).toMatchObject({ Users: 0, Groups: 0, AccessKeysPerUserQuota: 2, UsersQuota: 5000 });
    await iam().call(CreateUser, { UserName: "ada" }, as);
    await iam().call(CreateGroup, { GroupName: "admins" }, as);
    await iam().call(CreateVirtualMFADevice, { VirtualMFADeviceName: "phone" }, as);
    await iam().call(CreateAccessKey, {}, as);
    expect((await iam().call(GetAccountSummary, NOTHING, as)).SummaryMap).toEqual({
      ...before,
      Users: 1,
      Groups: 1,
      MFADevices: 1,
      AccountAccessKeysPresent: 1,
    });
  });
});

describe("the credential report", () => {
  it("is there once it was asked for, for four hours", async () => {
    const as = { account: "150000000030" };
    iam().clock.set(Date.UTC(2026, 4, 5));
    expect(await refusal(iam().call(GetCredentialReport, NOTHING, as))).toBe("CredentialReportNotPresentException: ");
    expect(await iam().call(GenerateCredentialReport, NOTHING, as)).toEqual({
      State: "STARTED",
      Description: "No report exists. Starting a new report generation task",
    });
    expect(await iam().call(GenerateCredentialReport, NOTHING, as)).toEqual({ State: "COMPLETE" });
    expect(await iam().call(GetCredentialReport, NOTHING, as)).toMatchObject({
      ReportFormat: "text/csv",
      GeneratedTime: new Date("2026-05-05T00:00:00Z"),
    });
    iam().clock.advance(4 * HOUR_MS);
    expect(await refusal(iam().call(GetCredentialReport, NOTHING, as))).toBe("CredentialReportExpiredException: ");
    expect(await iam().call(GenerateCredentialReport, NOTHING, as)).toMatchObject({ State: "STARTED" });
  });

  it("has a line for root and one for each user", async () => {
    const as = { account: "150000000031" };
    iam().clock.set(Date.UTC(2026, 4, 5, 6, 7, 8));
    await iam().call(CreateUser, { UserName: "ada", Path: "/a,b/" }, as);
    await iam().call(CreateUser, { UserName: "bob" }, as);
    await iam().call(UpdateAccountPasswordPolicy, { MaxPasswordAge: 10 }, as);
    await iam().call(CreateLoginProfile, { UserName: "ada", Password: "Lovelace-1815" }, as);
    const first = await iam().call(CreateAccessKey, { UserName: "ada" }, as);
    const AccessKeyId = first.AccessKey?.AccessKeyId ?? "";
    await iam().call(UpdateAccessKey, { UserName: "ada", AccessKeyId, Status: "Inactive" }, as);
    const use = { at: Date.UTC(2026, 4, 5, 5), service: "sqs", region: "us-east-1" };
    await iam().store.change(as.account, async (rows) => rows.put(SIDE_TABLES.lastUses, use, AccessKeyId));
    await iam().call(GenerateCredentialReport, NOTHING, as);
    const { Content } = await iam().call(GetCredentialReport, NOTHING, as);
    const [header, ...lines] = Buffer.from(Content ?? [])
      .toString()
      .split("\n");
    expect(header?.split(",")).toHaveLength(22);
    expect(lines).toEqual([
      "<root_account>,arn:aws:iam::150000000031:root,1970-01-01T00:00:00+00:00,not_supported,no_information," +
        "not_supported,not_supported,false,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A",
      'ada,"arn:aws:iam::150000000031:user/a,b/ada",2026-05-05T06:07:08+00:00,true,no_information,' +
        "2026-05-05T06:07:08+00:00,2026-05-15T06:07:08+00:00,false,false,2026-05-05T06:07:08+00:00," +
        "2026-05-05T05:00:00+00:00,us-east-1,sqs,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A",
      "bob,arn:aws:iam::150000000031:user/bob,2026-05-05T06:07:08+00:00,false,N/A,N/A,N/A,false," +
        "false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A",
    ]);
  });
});
