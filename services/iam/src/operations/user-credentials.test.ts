import { generateKeyPairSync } from "node:crypto";
import type { User } from "@skylab/identity";
import { expect, test } from "vitest";
import { credentialsInTheWay } from "../store/user-credentials.ts";
import { putUser } from "../store/users.ts";
import { makeCertificate } from "../testing/certificates.ts";
import { refusal } from "@skylab/service/testing";
import { useIam } from "../testing/use-iam.ts";
import { CreateServiceSpecificCredential } from "./CreateServiceSpecificCredential.ts";
import { DeleteServiceSpecificCredential } from "./DeleteServiceSpecificCredential.ts";
import { DeleteSigningCertificate } from "./DeleteSigningCertificate.ts";
import { DeleteSSHPublicKey } from "./DeleteSSHPublicKey.ts";
import { GetSSHPublicKey } from "./GetSSHPublicKey.ts";
import { ListServiceSpecificCredentials } from "./ListServiceSpecificCredentials.ts";
import { ListSigningCertificates } from "./ListSigningCertificates.ts";
import { ListSSHPublicKeys } from "./ListSSHPublicKeys.ts";
import { ResetServiceSpecificCredential } from "./ResetServiceSpecificCredential.ts";
import { UpdateServiceSpecificCredential } from "./UpdateServiceSpecificCredential.ts";
import { UpdateSigningCertificate } from "./UpdateSigningCertificate.ts";
import { UpdateSSHPublicKey } from "./UpdateSSHPublicKey.ts";
import { UploadSigningCertificate } from "./UploadSigningCertificate.ts";
import { UploadSSHPublicKey } from "./UploadSSHPublicKey.ts";

const iam = useIam();
const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 26);
const as = (account: string) => ({ account });
const asAda = (account: string) => ({ account, arn: `arn:aws:iam::${account}:user/ada` });

/** Keeps a user of that name. */
function addUser(account: string, name = "ada"): Promise<User> {
  const user: User = {
    name,
    path: "/",
    id: `AIDA${name.toUpperCase().padEnd(17, "X")}`,
    createdAt: iam().clock.now(),
    attachedPolicies: [],
    inlinePolicies: {},
    tags: {},
    groups: [],
    accessKeyIds: [],
  };
  return iam().store.change(account, (rows) => {
    putUser(rows, user);
    return Promise.resolve(user);
  });
}

const newKey = (): string =>
  generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ type: "spki", format: "pem" }).toString();

test("a signing certificate is uploaded, listed, switched off and deleted", async () => {
  const { call, clock } = iam();
  clock.set(NOW);
  const account = "230000000001";
  await addUser(account);
  const { pem } = makeCertificate("ada");
  const { Certificate } = await call(UploadSigningCertificate, { CertificateBody: pem }, asAda(account));
  expect(Certificate).toEqual({
    UserName: "ada",
    CertificateId: expect.stringMatching(/^[A-Z0-9]{32}$/),
    CertificateBody: pem,
    Status: "Active",
    UploadDate: new Date(NOW),
  });
  const CertificateId = Certificate?.CertificateId ?? "";
  const list = () => call(ListSigningCertificates, { UserName: "ada" }, as(account));
  await call(UpdateSigningCertificate, { UserName: "ada", CertificateId, Status: "Inactive" }, as(account));
  expect(await list()).toEqual({ Certificates: [{ ...Certificate, Status: "Inactive" }], IsTruncated: false });
  await call(DeleteSigningCertificate, { UserName: "ada", CertificateId }, as(account));
  expect(await list()).toEqual({ Certificates: [], IsTruncated: false });
});

test("what is no certificate is refused in AWS's words", async () => {
  const account = "230000000002";
  await addUser(account);
  const input = { UserName: "ada", CertificateBody: "invalid-certificate-body" };
  expect(await refusal(iam().call(UploadSigningCertificate, input, as(account)))).toBe(
    "MalformedCertificateException: Certificate invalid-certificate-body is malformed.",
  );
});

test("a user has two signing certificates at most", async () => {
  const account = "230000000003";
  await addUser(account);
  const upload = () =>
    iam().call(UploadSigningCertificate, { UserName: "ada", CertificateBody: makeCertificate("ada").pem }, as(account));
  await upload();
  await upload();
  expect(await refusal(upload())).toBe("LimitExceededException: Cannot exceed quota for CertificatesPerUser: 2");
});

test("a signing certificate is of one user of the account, until it is deleted", async () => {
  const { call } = iam();
  const account = "230000000004";
  await addUser(account);
  await addUser(account, "bob");
  const { pem } = makeCertificate("shared");
  const uploadTo = (UserName: string) =>
    call(UploadSigningCertificate, { UserName, CertificateBody: pem }, as(account));
  const { Certificate } = await uploadTo("ada");
  expect(await refusal(uploadTo("bob"))).toBe(
    "DuplicateCertificateException: The same certificate is associated with an IAM user in the account.",
  );
  const CertificateId = Certificate?.CertificateId ?? "";
  await call(DeleteSigningCertificate, { UserName: "ada", CertificateId }, as(account));
  expect(await uploadTo("bob")).toMatchObject({ Certificate: { UserName: "bob" } });
});

test("certificates of a missing user, and missing certificates, are refused in AWS's words", async () => {
  const { call } = iam();
  const account = "230000000005";
  await addUser(account);
  const CertificateId = "NONEXISTENTCERTID12345678901";
  const noUser = "NoSuchEntityException: The user with name nobody cannot be found.";
  const noCertificate = `NoSuchEntityException: The Certificate with id ${CertificateId} cannot be found.`;
  const input = (UserName: string) => ({ UserName, CertificateId });
  expect(await refusal(call(ListSigningCertificates, { UserName: "nobody" }, as(account)))).toBe(noUser);
  expect(await refusal(call(DeleteSigningCertificate, input("nobody"), as(account)))).toBe(noUser);
  expect(await refusal(call(DeleteSigningCertificate, input("ada"), as(account)))).toBe(noCertificate);
  const update = call(UpdateSigningCertificate, { ...input("ada"), Status: "Inactive" }, as(account));
  expect(await refusal(update)).toBe(noCertificate);
});

test("root must say whose certificates it means", async () => {
  expect(await refusal(iam().call(ListSigningCertificates, {}))).toBe(
    "ValidationError: Must specify userName when calling with non-User credentials",
  );
});

test("an SSH key is uploaded, read in both forms, switched off, listed and deleted", async () => {
  const { call, clock } = iam();
  clock.set(NOW);
  const account = "230000000006";
  await addUser(account);
  const pem = newKey();
  const uploaded = await call(UploadSSHPublicKey, { UserName: "ada", SSHPublicKeyBody: pem }, as(account));
  expect(uploaded.SSHPublicKey).toEqual({
    UserName: "ada",
    SSHPublicKeyId: expect.stringMatching(/^APKA[A-Z0-9]{17}$/),
    Fingerprint: expect.stringMatching(/^(?:[0-9a-f]{2}:){15}[0-9a-f]{2}$/),
    SSHPublicKeyBody: pem,
    Status: "Active",
    UploadDate: new Date(NOW),
  });
  const SSHPublicKeyId = uploaded.SSHPublicKey?.SSHPublicKeyId ?? "";
  const key = { UserName: "ada", SSHPublicKeyId };
  await call(UpdateSSHPublicKey, { ...key, Status: "Inactive" }, as(account));
  expect(await call(GetSSHPublicKey, { ...key, Encoding: "SSH" }, as(account))).toMatchObject({
    SSHPublicKey: { SSHPublicKeyBody: expect.stringMatching(/^ssh-rsa AAAAB3NzaC1yc2E/), Status: "Inactive" },
  });
  expect(await call(GetSSHPublicKey, { ...key, Encoding: "PEM" }, as(account))).toMatchObject({
    SSHPublicKey: { SSHPublicKeyBody: pem },
  });
  expect(await call(ListSSHPublicKeys, {}, asAda(account))).toEqual({
    SSHPublicKeys: [{ ...key, Status: "Inactive", UploadDate: new Date(NOW) }],
    IsTruncated: false,
  });
  await call(DeleteSSHPublicKey, key, as(account));
  expect(await call(ListSSHPublicKeys, { UserName: "ada" }, as(account))).toEqual({
    SSHPublicKeys: [],
    IsTruncated: false,
  });
});

test("a user has an SSH key once, and five of them at most", async () => {
  const account = "230000000007";
  await addUser(account);
  const upload = (SSHPublicKeyBody: string) =>
    iam().call(UploadSSHPublicKey, { UserName: "ada", SSHPublicKeyBody }, as(account));
  const first = newKey();
  await upload(first);
  expect(await refusal(upload(first))).toBe(
    "DuplicateSSHPublicKeyException: The SSH public key is already associated with the specified IAM user.",
  );
  for (let number = 1; number < 5; number++) await upload(newKey());
  expect(await refusal(upload(newKey()))).toBe(
    "LimitExceededException: Cannot exceed quota for SSHPublicKeysPerUser: 5",
  );
});

test("a missing SSH key is refused in AWS's words", async () => {
  const { call } = iam();
  const account = "230000000008";
  await addUser(account);
  const key = { UserName: "ada", SSHPublicKeyId: "APKAXXXXXXXXXXXXXXXXX" };
  const words = "NoSuchEntityException: The Public Key with id APKAXXXXXXXXXXXXXXXXX cannot be found.";
  expect(await refusal(call(GetSSHPublicKey, { ...key, Encoding: "SSH" }, as(account)))).toBe(words);
  expect(await refusal(call(UpdateSSHPublicKey, { ...key, Status: "Active" }, as(account)))).toBe(words);
  expect(await refusal(call(DeleteSSHPublicKey, key, as(account)))).toBe(words);
});

test("a service's credential shows its password when it is made and when it is reset, and never else", async () => {
  const { call, clock } = iam();
  clock.set(NOW);
  const account = "230000000009";
  await addUser(account);
  const ServiceName = "codecommit.amazonaws.com";
  const made = await call(CreateServiceSpecificCredential, { UserName: "ada", ServiceName }, as(account));
  const metadata = {
    UserName: "ada",
    Status: "Active",
    ServiceUserName: "ada-at-230000000009",
    CreateDate: new Date(NOW),
    ServiceSpecificCredentialId: expect.stringMatching(/^ACCA[A-Z0-9]{17}$/),
    ServiceName,
  };
  const ServicePassword = expect.stringMatching(/^[A-Za-z0-9+/]{59}=$/);
  expect(made.ServiceSpecificCredential).toEqual({ ...metadata, ServicePassword });
  const ServiceSpecificCredentialId = made.ServiceSpecificCredential?.ServiceSpecificCredentialId ?? "";
  const reset = await call(ResetServiceSpecificCredential, { ServiceSpecificCredentialId }, asAda(account));
  expect(reset.ServiceSpecificCredential).toEqual({ ...metadata, ServicePassword });
  expect(reset.ServiceSpecificCredential?.ServicePassword).not.toBe(made.ServiceSpecificCredential?.ServicePassword);
  expect(await call(ListServiceSpecificCredentials, { UserName: "ada" }, as(account))).toEqual({
    ServiceSpecificCredentials: [metadata],
    IsTruncated: false,
  });
});

test("a user has two credentials of a service at most, under two names", async () => {
  const account = "230000000010";
  await addUser(account);
  const create = async (ServiceName: string) => {
    const made = await iam().call(CreateServiceSpecificCredential, { UserName: "ada", ServiceName }, as(account));
    return made.ServiceSpecificCredential?.ServiceUserName;
  };
  expect(await create("codecommit.amazonaws.com")).toBe("ada-at-230000000010");
  expect(await create("codecommit.amazonaws.com")).toBe("ada+1-at-230000000010");
  expect(await create("cassandra.amazonaws.com")).toBe("ada-at-230000000010");
  expect(await refusal(create("codecommit.amazonaws.com"))).toBe(
    "LimitExceededException: Cannot exceed quota for ServiceSpecificCredentialsPerUser: 2",
  );
});

test("an API key has its name in it, and expires at its age", async () => {
  const { call, clock } = iam();
  clock.set(NOW);
  const account = "230000000011";
  await addUser(account);
  const made = await call(
    CreateServiceSpecificCredential,
    { UserName: "ada", ServiceName: "bedrock.amazonaws.com", CredentialAgeDays: 2 },
    as(account),
  );
  const secret = made.ServiceSpecificCredential?.ServiceCredentialSecret ?? "";
  expect(secret).toMatch(/^ABSK/);
  expect(Buffer.from(secret.slice(4), "base64").toString()).toMatch(/^ada-at-230000000011:/);
  const statuses = async () => {
    const listed = await call(ListServiceSpecificCredentials, { UserName: "ada" }, as(account));
    return listed.ServiceSpecificCredentials?.map(({ Status }) => Status);
  };
  clock.advance(2 * DAY_MS - 1);
  expect(await statuses()).toEqual(["Active"]);
  clock.advance(1);
  expect(await statuses()).toEqual(["Expired"]);
});

test("credentials are listed by service, and of all users", async () => {
  const { call } = iam();
  const account = "230000000012";
  for (const UserName of ["ada", "bob"]) {
    await addUser(account, UserName);
    for (const ServiceName of ["codecommit.amazonaws.com", "cassandra.amazonaws.com"]) {
      await call(CreateServiceSpecificCredential, { UserName, ServiceName }, as(account));
    }
  }
  const list = async (input: { readonly UserName?: string; readonly AllUsers?: boolean }) => {
    const ServiceName = "cassandra.amazonaws.com";
    const listed = await call(ListServiceSpecificCredentials, { ...input, ServiceName }, as(account));
    return listed.ServiceSpecificCredentials?.map(({ UserName }) => UserName);
  };
  expect(await list({ UserName: "bob" })).toEqual(["bob"]);
  expect(await list({ AllUsers: true })).toEqual(["ada", "bob"]);
});

test("other services and missing credentials are refused in AWS's words", async () => {
  const { call } = iam();
  const account = "230000000013";
  await addUser(account);
  const unsupported = { UserName: "nobody", ServiceName: "lambda.amazonaws.com" };
  expect(await refusal(call(CreateServiceSpecificCredential, unsupported, as(account)))).toBe(
    "NoSuchEntityException: No such service lambda.amazonaws.com is supported for Service Specific Credentials",
  );
  const ServiceSpecificCredentialId = "satisfiesregexbutstillinvalid";
  const credential = { UserName: "ada", ServiceSpecificCredentialId };
  const words = "NoSuchEntityException: No such credential satisfiesregexbutstillinvalid exists";
  expect(await refusal(call(DeleteServiceSpecificCredential, credential, as(account)))).toBe(words);
  const update = call(UpdateServiceSpecificCredential, { ...credential, Status: "Inactive" }, as(account));
  expect(await refusal(update)).toBe(words);
  expect(await refusal(call(ResetServiceSpecificCredential, credential, as(account)))).toBe(words);
});

test("a user with credentials of any kind is in the way of its deletion until they are gone", async () => {
  const { call, store } = iam();
  const account = "230000000014";
  const user = await addUser(account);
  const inTheWay = () => credentialsInTheWay(store.of(account), user);
  expect(await inTheWay()).toBeUndefined();
  const ServiceName = "codecommit.amazonaws.com";
  const made = await call(CreateServiceSpecificCredential, { UserName: "ada", ServiceName }, as(account));
  expect(await inTheWay()).toBe("must remove referenced objects first");
  await call(UploadSSHPublicKey, { UserName: "ada", SSHPublicKeyBody: newKey() }, as(account));
  await call(UploadSigningCertificate, { UserName: "ada", CertificateBody: makeCertificate("ada").pem }, as(account));
  expect(await inTheWay()).toBe("must delete certificates first");
  const ServiceSpecificCredentialId = made.ServiceSpecificCredential?.ServiceSpecificCredentialId ?? "";
  await call(DeleteServiceSpecificCredential, { ServiceSpecificCredentialId }, asAda(account));
  const { Certificates = [] } = await call(ListSigningCertificates, { UserName: "ada" }, as(account));
  await call(
    DeleteSigningCertificate,
    { UserName: "ada", CertificateId: Certificates[0]?.CertificateId ?? "" },
    as(account),
  );
  expect(await inTheWay()).toBe("must remove referenced objects first");
  const { SSHPublicKeys = [] } = await call(ListSSHPublicKeys, { UserName: "ada" }, as(account));
  await call(
    DeleteSSHPublicKey,
    { UserName: "ada", SSHPublicKeyId: SSHPublicKeys[0]?.SSHPublicKeyId ?? "" },
    as(account),
  );
  expect(await inTheWay()).toBeUndefined();
});
