import { TABLES } from "@skylab/identity";
import { expect, test } from "vitest";
import { CreateAccessKey } from "../operations/CreateAccessKey.ts";
import { CreateUser } from "../operations/CreateUser.ts";
import { ListAccessKeys } from "../operations/ListAccessKeys.ts";
import { ListUsers } from "../operations/ListUsers.ts";
import { useIam } from "../testing/use-iam.ts";

const iam = useIam();

async function fill(account: string): Promise<{ readonly root: string; readonly ada: string }> {
  const { call } = iam();
  const as = { account, arn: `arn:aws:iam::${account}:root` };
  await call(CreateUser, { UserName: "ada" }, as);
  const ada = await call(CreateAccessKey, { UserName: "ada" }, as);
  const root = await call(CreateAccessKey, {}, as);
  return { root: root.AccessKey?.AccessKeyId ?? "", ada: ada.AccessKey?.AccessKeyId ?? "" };
}

const usersOf = async (account: string): Promise<number> =>
  ((await iam().call(ListUsers, {}, { account })).Users ?? []).length;

test("a reset of an account leaves it the keys of its root alone, and the others all that they have", async () => {
  const { call, store } = iam();
  const mine = await fill("111111111111");
  await fill("222222222222");
  await store.reset("111111111111");
  expect(await usersOf("111111111111")).toBe(0);
  expect(await usersOf("222222222222")).toBe(1);
  const rows = store.of("111111111111");
  expect(await rows.get(TABLES.accessKeys, mine.ada)).toBeUndefined();
  expect(await rows.get(TABLES.accessKeys, mine.root)).toMatchObject({ id: mine.root, active: true });
  const as = { account: "111111111111", arn: "arn:aws:iam::111111111111:root" };
  expect((await call(ListAccessKeys, {}, as)).AccessKeyMetadata).toMatchObject([{ AccessKeyId: mine.root }]);
});

test("a reset of everything leaves no key of anybody", async () => {
  const { store } = iam();
  const { root } = await fill("333333333333");
  await store.reset(undefined);
  expect(await usersOf("333333333333")).toBe(0);
  expect(await store.of("333333333333").get(TABLES.accessKeys, root)).toBeUndefined();
});
