import { Client } from "minio";

/** Removes what a test has left. */
export async function removeBucket(
  access: { readonly endpoint: string; readonly accessKey: string; readonly secretKey: string },
  bucket: string,
): Promise<void> {
  const { hostname, port } = new URL(access.endpoint);
  const { accessKey, secretKey } = access;
  const client = new Client({ endPoint: hostname, port: Number(port), useSSL: false, accessKey, secretKey });
  const keys: string[] = [];
  for await (const { name } of client.listObjectsV2(bucket, "", true)) keys.push(String(name));
  await client.removeObjects(bucket, keys);
  await client.removeBucket(bucket);
}
