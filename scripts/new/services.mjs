/** The one table that tells which container serves which API. */
export const CONTAINERS = "packages/service/src/containers.ts";

/** The folder of services/ that serves an API; `undefined` where none does. */
export function containerOf(service, changes) {
  return new RegExp(`^  "?${service}"?: "([^"]+)",$`, "m").exec(changes.read(CONTAINERS))?.[1];
}

/** `dynamodb-streams` is `dynamodbStreams` as a value and `DynamodbStreams` as a type. */
export function namesOf(folder) {
  const name = folder.replaceAll(/-(.)/g, (_, letter) => letter.toUpperCase());
  return { folder, name, Name: name[0].toUpperCase() + name.slice(1) };
}
