import { invalidBasePathMode } from "./errors.ts";

/**
 * The path of a resource, by what is to be done with the base path of a document.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-basePath.html
 * @param mode `ignore`, `prepend`, or `split`: prepend all but the first part of it
 * @throws AwsError BadRequestException
 */
export function pathsBelow(basePath: string, mode = "ignore"): (path: string) => string {
  const parts = partsOf(basePath);
  switch (mode) {
    case "ignore":
      return (path) => joined(partsOf(path));
    case "prepend":
      return (path) => joined([...parts, ...partsOf(path)]);
    case "split":
      return (path) => joined([...parts.slice(1), ...partsOf(path)]);
    default:
      throw invalidBasePathMode(mode);
  }
}

export const partsOf = (path: string): readonly string[] => path.split("/").filter((part) => part !== "");

const joined = (parts: readonly string[]): string => `/${parts.join("/")}`;
