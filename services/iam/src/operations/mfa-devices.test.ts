import { describe, expect, it } from "vitest";
import { stepAt, totp } from "../domain/totp.ts";
import { openSeed, requireMfaDevice, takeMfaCode } from "../store/mfa-devices.ts";
import { requireUser } from "../store/users.ts";
import { refusal } from "@skylab/service/testing";
import { useIam } from "../testing/use-iam.ts";
import { CreateUser } from "./CreateUser.ts";
import { CreateVirtualMFADevice } from "./CreateVirtualMFADevice.ts";
import { DeactivateMFADevice } from "./DeactivateMFADevice.ts";
import { DeleteUser } from "./DeleteUser.ts";
import { DeleteVirtualMFADevice } from "./DeleteVirtualMFADevice.ts";
import { EnableMFADevice } from "./EnableMFADevice.ts";
import { GetMFADevice } from "./GetMFADevice.ts";
import { ListMFADevices } from "./ListMFADevices.ts";
import { ListMFADeviceTags } from "./ListMFADeviceTags.ts";
import { ListVirtualMFADevices } from "./ListVirtualMFADevices.ts";
import { ResyncMFADevice } from "./ResyncMFADevice.ts";
import { TagMFADevice } from "./TagMFADevice.ts";
import { UntagMFADevice } from "./UntagMFADevice.ts";
import { UpdateUser } from "./UpdateUser.ts";

const iam = useIam();
const NOW = Date.UTC(2026, 2, 4, 5, 6, 7);
const STEPS_A_DAY = 2880;

type As = { readonly account: string };

async function newDevice(as: As, name = "phone") {
  iam().clock.set(NOW);
  const { VirtualMFADevice } = await iam().call(CreateVirtualMFADevice, { VirtualMFADeviceName: name }, as);
  return VirtualMFADevice?.SerialNumber ?? "";
}

/** What the device shows at a step from now. */
async function codeAt(as: As, serialNumber: string, offset: number) {
  const device = await requireMfaDevice(iam().store.of(as.account), serialNumber);
  return totp(openSeed(iam().store.encryptionKey, device), stepAt(iam().clock.now()) + offset);
}

async function enable(as: As, UserName: string, SerialNumber: string) {
  const AuthenticationCode1 = await codeAt(as, SerialNumber, -1);
  const AuthenticationCode2 = await codeAt(as, SerialNumber, 0);
  const codes = { AuthenticationCode1, AuthenticationCode2 };
  return iam().call(EnableMFADevice, { UserName, SerialNumber, ...codes }, as);
}

const take = (as: As, serialNumber: string, code: string) =>
  iam().store.change(as.account, async (rows) => {
    const user = await requireUser(rows, "ada");
    const { encryptionKey } = iam().store;
    return takeMfaCode(rows, { user, serialNumber, code }, { now: iam().clock.now(), encryptionKey });
  });

describe("a virtual MFA device", () => {
  it("is created with a seed that is told once", async () => {
    const as = { account: "140000000001" };
    const input = { VirtualMFADeviceName: "phone", Path: "/teams/", Tags: [{ Key: "os", Value: "none" }] };
    const { VirtualMFADevice } = await iam().call(CreateVirtualMFADevice, input, as);
    expect(VirtualMFADevice?.SerialNumber).toBe("arn:aws:iam::140000000001:mfa/teams/phone");
    expect(VirtualMFADevice?.Tags).toEqual(input.Tags);
    const seed = Buffer.from(VirtualMFADevice?.Base32StringSeed ?? []).toString();
    expect(seed).toMatch(/^[A-Z2-7]{64}$/);
    const device = await requireMfaDevice(iam().store.of(as.account), VirtualMFADevice?.SerialNumber ?? "");
    expect(JSON.stringify(device)).not.toContain(seed);
    expect(await refusal(iam().call(CreateVirtualMFADevice, input, as))).toBe(
      "EntityAlreadyExistsException: MFA device already exists.",
    );
  });

  it("is enabled by two codes, one after the other, and deactivated", async () => {
    const as = { account: "140000000002" };
    await iam().call(CreateUser, { UserName: "ada" }, as);
    const SerialNumber = await newDevice(as);
    expect(await iam().call(ListMFADevices, { UserName: "ada" }, as)).toEqual({ MFADevices: [], IsTruncated: false });
    await enable(as, "ada", SerialNumber);
    const enabled = { UserName: "ada", SerialNumber, EnableDate: new Date(NOW) };
    expect((await iam().call(ListMFADevices, { UserName: "ada" }, as)).MFADevices).toEqual([enabled]);
    expect(await iam().call(GetMFADevice, { SerialNumber }, as)).toEqual(enabled);
    expect(await iam().call(GetMFADevice, { SerialNumber, UserName: "ada" }, as)).toEqual(enabled);
    expect(await refusal(iam().call(DeleteVirtualMFADevice, { SerialNumber }, as))).toBe(
      "DeleteConflictException: MFA VirtualDevice in use. Must deactivate first",
    );
    expect(await refusal(iam().call(DeleteUser, { UserName: "ada" }, as))).toBe(
      "DeleteConflictException: Cannot delete entity, must delete MFA device first.",
    );
    await iam().call(DeactivateMFADevice, { UserName: "ada", SerialNumber }, as);
    expect((await iam().call(ListMFADevices, { UserName: "ada" }, as)).MFADevices).toEqual([]);
    await iam().call(DeleteVirtualMFADevice, { SerialNumber }, as);
    await iam().call(DeleteUser, { UserName: "ada" }, as);
  });

  it.each([
    ["made up", "140000000101", ["000000", "000000"]],
    ["twice the same", "140000000102", [0, 0]],
    ["in the wrong order", "140000000103", [0, -1]],
    ["an hour old", "140000000104", [-121, -120]],
  ] as const)("is not enabled by codes that are %s", async (_how, account, [one, two]) => {
    const as = { account };
    await iam().call(CreateUser, { UserName: "ada" }, as);
    const SerialNumber = await newDevice(as);
    const code = async (given: string | number) =>
      typeof given === "string" ? given : codeAt(as, SerialNumber, given);
    const codes = { AuthenticationCode1: await code(one), AuthenticationCode2: await code(two) };
    expect(await refusal(iam().call(EnableMFADevice, { UserName: "ada", SerialNumber, ...codes }, as))).toBe(
      "InvalidAuthenticationCodeException: Authentication code for device is not valid.",
    );
  });

  it("is one user's only", async () => {
    const as = { account: "140000000003" };
    await iam().call(CreateUser, { UserName: "ada" }, as);
    await iam().call(CreateUser, { UserName: "bob" }, as);
    const SerialNumber = await newDevice(as);
    await enable(as, "ada", SerialNumber);
    expect(await refusal(enable(as, "bob", SerialNumber))).toBe(
      "EntityAlreadyExistsException: MFA Device is already in use.",
    );
    expect(await refusal(iam().call(DeactivateMFADevice, { UserName: "bob", SerialNumber }, as))).toBe(
      `NoSuchEntityException: MFA Device with serial number ${SerialNumber} does not exist.`,
    );
  });

  it("is the eighth of a user at most", async () => {
    const as = { account: "140000000004" };
    await iam().call(CreateUser, { UserName: "ada" }, as);
    for (let index = 0; index < 8; index++) await enable(as, "ada", await newDevice(as, `phone-${String(index)}`));
    expect(await refusal(enable(as, "ada", await newDevice(as, "one-more")))).toBe(
      "LimitExceededException: Cannot exceed quota for MFADevicesPerUser: 8",
    );
  });

  it("that is not there is refused, and the user looked for first", async () => {
    const as = { account: "140000000005" };
    const SerialNumber = "arn:aws:iam::140000000005:mfa/none";
    const missing = `NoSuchEntityException: MFA Device with serial number ${SerialNumber} does not exist.`;
    const codes = { AuthenticationCode1: "123456", AuthenticationCode2: "654321" };
    expect(await refusal(iam().call(EnableMFADevice, { UserName: "ada", SerialNumber, ...codes }, as))).toBe(
      "NoSuchEntityException: The user with name ada cannot be found.",
    );
    await iam().call(CreateUser, { UserName: "ada" }, as);
    expect(await refusal(iam().call(EnableMFADevice, { UserName: "ada", SerialNumber, ...codes }, as))).toBe(missing);
    expect(await refusal(iam().call(DeactivateMFADevice, { UserName: "ada", SerialNumber }, as))).toBe(missing);
    expect(await refusal(iam().call(DeleteVirtualMFADevice, { SerialNumber }, as))).toBe(missing);
  });

  it("follows its user to another name", async () => {
    const as = { account: "140000000006" };
    await iam().call(CreateUser, { UserName: "ada" }, as);
    const SerialNumber = await newDevice(as);
    await enable(as, "ada", SerialNumber);
    await iam().call(UpdateUser, { UserName: "ada", NewUserName: "countess" }, as);
    const { MFADevices } = await iam().call(ListMFADevices, { UserName: "countess" }, as);
    expect(MFADevices).toMatchObject([{ UserName: "countess", SerialNumber }]);
  });

  it("has tags whose keys differ by case", async () => {
    const as = { account: "140000000007" };
    const SerialNumber = await newDevice(as);
    const Tags = [
      { Key: "Team", Value: "red" },
      { Key: "team", Value: "blue" },
    ];
    await iam().call(TagMFADevice, { SerialNumber, Tags }, as);
    expect(await iam().call(ListMFADeviceTags, { SerialNumber }, as)).toEqual({ Tags, IsTruncated: false });
    await iam().call(UntagMFADevice, { SerialNumber, TagKeys: ["team"] }, as);
    expect((await iam().call(ListMFADeviceTags, { SerialNumber }, as)).Tags).toEqual([{ Key: "Team", Value: "red" }]);
  });
});

describe("ListVirtualMFADevices", () => {
  it("tells those that are assigned, with their user, from those that are not", async () => {
    const as = { account: "140000000020" };
    const { User } = await iam().call(CreateUser, { UserName: "ada" }, as);
    const mine = await newDevice(as, "mine");
    const spare = await newDevice(as, "spare");
    await enable(as, "ada", mine);
    const list = async (AssignmentStatus?: "Assigned" | "Unassigned" | "Any") =>
      (await iam().call(ListVirtualMFADevices, { AssignmentStatus }, as)).VirtualMFADevices;
    expect(await list("Assigned")).toEqual([{ SerialNumber: mine, User, EnableDate: new Date(NOW) }]);
    expect(await list("Unassigned")).toEqual([{ SerialNumber: spare }]);
    expect(await list()).toHaveLength(2);
    const page = await iam().call(ListVirtualMFADevices, { MaxItems: 1 }, as);
    expect(page).toMatchObject({ VirtualMFADevices: [{ SerialNumber: mine }], IsTruncated: true });
  });
});

describe("a code", () => {
  it("counts once, and only around its time", async () => {
    const as = { account: "140000000030" };
    await iam().call(CreateUser, { UserName: "ada" }, as);
    const SerialNumber = await newDevice(as);
    await enable(as, "ada", SerialNumber);
    expect(await take(as, SerialNumber, await codeAt(as, SerialNumber, 0))).toBe(false);
    const next = await codeAt(as, SerialNumber, 1);
    expect(await take(as, SerialNumber, next)).toBe(true);
    expect(await take(as, SerialNumber, next)).toBe(false);
    expect(await take(as, SerialNumber, await codeAt(as, SerialNumber, 3))).toBe(false);
    expect(await take(as, "arn:aws:iam::140000000030:mfa/other", next)).toBe(false);
  });

  it("of a clock that goes wrong counts after the device was brought into step", async () => {
    const as = { account: "140000000031" };
    await iam().call(CreateUser, { UserName: "ada" }, as);
    const SerialNumber = await newDevice(as);
    await enable(as, "ada", SerialNumber);
    const ahead = STEPS_A_DAY / 2;
    expect(await take(as, SerialNumber, await codeAt(as, SerialNumber, ahead))).toBe(false);
    const AuthenticationCode1 = await codeAt(as, SerialNumber, ahead - 1);
    const AuthenticationCode2 = await codeAt(as, SerialNumber, ahead);
    const codes = { AuthenticationCode1, AuthenticationCode2 };
    await iam().call(ResyncMFADevice, { UserName: "ada", SerialNumber, ...codes }, as);
    expect(await take(as, SerialNumber, await codeAt(as, SerialNumber, ahead + 1))).toBe(true);
  });
});
