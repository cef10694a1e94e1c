import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { expect, test } from "vitest";
import { encodeKey, fingerprintOf } from "./ssh-public-key.ts";

// Made by `ssh-keygen -t rsa -b 2048`; the fingerprint is what `ssh-keygen -l -E md5` says of it.
const SSH_KEY =
  "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCrH3QypuE9s3SE4KHGuRJKuSVbzTGWqHXxTpoj6U64j/R1Kiv4HVla3S5dfEWiWelfH4dm1QCh4rROzAtesT9BNC8sU8hjis1c2LM/nhKvqRELy1asInNM0Gu4EJMn4XFPzYfbm7V2TJpWNg68IGD9GgRj55Q/3laOPWpitO/pyn7N0SDQ94l9PSTjfbJpGsxYp5RqHths5WMstWFaPkvUwHFVkuEIwOuwx+jIAHfhEfeW63A1ZiS12wE2v3e7G3YorEsa/2sOWxbKt1sJbjKEnZU4p8fbmcxsg8KktITOlox2pJjyTJBZ9u41GDeJN/Za9AawV1PHhPvNctZHf/hl ada@example.com";
const FINGERPRINT = "1d:03:d9:0d:8b:20:7a:6e:d1:58:a0:e6:86:4d:f0:77";
const PEM_KEY = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAqx90MqbhPbN0hOChxrkS
SrklW80xlqh18U6aI+lOuI/0dSor+B1ZWt0uXXxFolnpXx+HZtUAoeK0TswLXrE/
QTQvLFPIY4rNXNizP54Sr6kRC8tWrCJzTNBruBCTJ+FxT82H25u1dkyaVjYOvCBg
/RoEY+eUP95Wjj1qYrTv6cp+zdEg0PeJfT0k432yaRrMWKeUah7YbOVjLLVhWj5L
1MBxVZLhCMDrsMfoyAB34RH3lutwNWYktdsBNr93uxt2KKxLGv9rDlsWyrdbCW4y
hJ2VOKfH25nMbIPCpLSEzpaMdqSY8kyQWfbuNRg3iTf2WvQGsFdTx4T7zXLWR3/4
ZQIDAQAB
-----END PUBLIC KEY-----
`;

test("the fingerprint is the one that ssh-keygen shows, whatever form the key is given in", () => {
  expect(fingerprintOf(SSH_KEY)).toBe(FINGERPRINT);
  expect(fingerprintOf(PEM_KEY)).toBe(FINGERPRINT);
});

test("a key is given back as it came, or in the other form", () => {
  expect(encodeKey(SSH_KEY, "SSH")).toBe(SSH_KEY);
  expect(encodeKey(SSH_KEY, "PEM")).toBe(PEM_KEY);
  expect(encodeKey(PEM_KEY, "PEM")).toBe(PEM_KEY);
  expect(encodeKey(PEM_KEY, "SSH")).toBe(SSH_KEY.split(" ").slice(0, 2).join(" "));
});

const pemOf = (key: KeyObject) => key.export({ type: "spki", format: "pem" }).toString();

test.each([
  ["no key", "ssh-rsa"],
  ["a key that is cut", SSH_KEY.slice(0, 100)],
  ["a key under another algorithm's name", SSH_KEY.replace("ssh-rsa", "ssh-dss")],
  ["an elliptic key", pemOf(generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey)],
  ["PEM of something else", PEM_KEY.replaceAll("PUBLIC KEY", "CERTIFICATE")],
])("%s is not recognized", (_, body) => {
  expect(() => fingerprintOf(body)).toThrow(
    expect.objectContaining({
      code: "UnrecognizedPublicKeyEncodingException",
      message: "Invalid public key uploaded.",
    }),
  );
});

test("a key of fewer than 2,048 bits is refused", () => {
  const weak = generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey;
  expect(() => fingerprintOf(pemOf(weak))).toThrow(expect.objectContaining({ code: "InvalidPublicKeyException" }));
});
