/** The one table that tells which container serves which API. */
export const GATEWAY = "services/gateway/src/services.ts";

/** The folder of services/ that serves an API; `undefined` where none does. */
export function containerOf(service, changes) {
  return new RegExp(`^  "?${service}"?: \\{\\s*container: "([^"]+)"`, "m").exec(changes.read(GATEWAY))?.[1];
}

/** `dynamodb-streams` is `dynamodbStreams` as a value and `DynamodbStreams` as a type. */
export function namesOf(folder) {
  const name = folder.replaceAll(/-(.)/g, (_, letter) => letter.toUpperCase());
  return { folder, name, Name: name[0].toUpperCase() + name.slice(1) };
}
