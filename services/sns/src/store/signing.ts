import { createHash, createPrivateKey, generateKeyPair, type KeyObject, sign as signBytes } from "node:crypto";
import { promisify } from "node:util";
import { BoundedMap, remember, selfSigned } from "@skylab/aws";
import { type EncryptionKey, seal, unseal } from "@skylab/identity";
import { jsonTable, type Records, transact } from "@skylab/records";
import type { SignatureVersion } from "../domain/delivery/delivery.ts";
import type { SnsEngines } from "./engines.ts";

/** Signs what subscribers are sent. The whole product has one key, made when it is first needed. */
export type Signing = {
  /** The signature of a text, in Base64; that of a text that all subscribers of a message get is made once. */
  readonly sign: (text: string, version: SignatureVersion) => Promise<string>;
  readonly certificate: () => Promise<Certificate>;
};

/** What signatures are verified with. */
export type Certificate = {
  /** 32 hexadecimal digits, another with each certificate: whoever has fetched it may keep it for ever. */
  readonly id: string;
  readonly pem: string;
};

type SigningKey = Certificate & {
  /** PKCS #8, sealed. */
  readonly sealedKey: string;
};

/** One row, in a partition of its own: it is nobody's place, so no reset touches it. */
const PARTITION = "sns-signing";
const KEYS = jsonTable<SigningKey>("sns.signing-keys");
const CURRENT = "current";

const PURPOSE = "sns signing key";

/** AWS's keys are as long. */
const MODULUS_BITS = 2048;

/** Those of the messages that are under way: some hundred bytes each. */
const MOST_SIGNATURES = 2_000;

const DIGESTS: Readonly<Record<SignatureVersion, string>> = { "1": "RSA-SHA1", "2": "RSA-SHA256" };

export function openSigning(engines: Pick<SnsEngines, "records" | "encryptionKey">): Signing {
  const once = new BoundedMap<string, Promise<OpenKey>>(1);
  const key = (): Promise<OpenKey> => remember(once, CURRENT, () => findOrMake(engines));
  const signatures = new BoundedMap<string, Promise<string>>(MOST_SIGNATURES);
  return {
    sign: (text, version) =>
      remember(signatures, version + createHash("sha256").update(text).digest("base64"), async () => {
        const { privateKey } = await key();
        return (await signAside(DIGESTS[version], Buffer.from(text), privateKey)).toString("base64");
      }),
    certificate: async () => {
      const { id, pem } = await key();
      return { id, pem };
    },
  };
}

/** In a thread of its own: a signature takes a third of a millisecond. */
const signAside = promisify<string, Buffer, KeyObject, Buffer>(signBytes);

type OpenKey = Certificate & { readonly privateKey: KeyObject };

async function findOrMake({ records, encryptionKey }: Pick<SnsEngines, "records" | "encryptionKey">): Promise<OpenKey> {
  const found = await readKey(records, encryptionKey);
  if (found !== undefined) return found;
  const made = await makeKey(encryptionKey);
  // Of replicas that make one at the same time, the first one's is everybody's.
  return await transact(records.partition(PARTITION), async (rows) => {
    const row = await rows.get(KEYS, CURRENT);
    const theirs = row && openKey(row, encryptionKey);
    if (theirs !== undefined) return theirs;
    rows.put(KEYS, made.row, CURRENT);
    return made.open;
  });
}

async function readKey(records: Records, encryptionKey: EncryptionKey): Promise<OpenKey | undefined> {
  return await transact(records.partition(PARTITION), async (rows) => {
    const row = await rows.get(KEYS, CURRENT);
    return row && openKey(row, encryptionKey);
  });
}

/** `undefined` where it was sealed with an encryption key that is no more: then another one takes its place. */
function openKey({ id, pem, sealedKey }: SigningKey, encryptionKey: EncryptionKey): OpenKey | undefined {
  const key = unseal(encryptionKey, PURPOSE, sealedKey);
  return key === undefined ? undefined : { id, pem, privateKey: createPrivateKey(key) };
}

/** As AWS's certificates name their subject: verifiers ask for it. */
const SUBJECT = "sns.amazonaws.com";

/** The machines of those who verify may have another time than ours: it holds as if for ever. */
const NOT_BEFORE = Date.UTC(2020, 0);
const NOT_AFTER = Date.UTC(9999, 11, 31, 23, 59, 59);

async function makeKey(encryptionKey: EncryptionKey): Promise<{ readonly row: SigningKey; readonly open: OpenKey }> {
  const pair = await promisify(generateKeyPair)("rsa", { modulusLength: MODULUS_BITS });
  const validity = { notBefore: NOT_BEFORE, notAfter: NOT_AFTER };
  const { fingerprint, pem } = await selfSigned({ ...pair, ...validity, commonName: SUBJECT, dnsName: SUBJECT });
  const { privateKey } = pair;
  const id = fingerprint.toString("hex", 0, 16);
  const sealedKey = seal(encryptionKey, PURPOSE, String(privateKey.export({ type: "pkcs8", format: "pem" })));
  return { row: { id, pem, sealedKey }, open: { id, pem, privateKey } };
}
