import type { CreateVirtualMFADeviceResponse } from "@aws-sdk/client-iam";
import { alreadyExists } from "../domain/errors.ts";
import { type MfaDevice, serialNumberOf } from "../domain/mfa-device.ts";
import { describeAnyTags, exactCase, newTags } from "../domain/tags.ts";
import { encodeBase32, SEED_BYTES } from "../domain/totp.ts";
import type { Operation } from "../operation.ts";
import { findMfaDevice, putMfaDevice, sealSeed } from "../store/mfa-devices.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateVirtualMFADevice.html */
export const CreateVirtualMFADevice: Operation<"CreateVirtualMFADevice"> = async (
  input,
  call,
  store,
): Promise<CreateVirtualMFADeviceResponse> => {
  const { account } = call.caller;
  const serialNumber = serialNumberOf(account, input.Path ?? "/", input.VirtualMFADeviceName);
  const seed = call.ids.bytes(SEED_BYTES);
  const sealedSeed = sealSeed(store.encryptionKey, serialNumber, seed);
  const device: MfaDevice = { serialNumber, sealedSeed, tags: newTags(input.Tags, exactCase) };
  await store.change(account, async (rows) => {
    if (await findMfaDevice(rows, serialNumber)) throw alreadyExists("MFA device already exists.");
    putMfaDevice(rows, device);
  });
  return {
    VirtualMFADevice: {
      SerialNumber: serialNumber,
      Base32StringSeed: Buffer.from(encodeBase32(seed)),
      ...describeAnyTags(device.tags),
    },
  };
};
