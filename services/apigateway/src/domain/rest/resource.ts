import type { Resource } from "@aws-sdk/client-api-gateway";
import { badRequest, conflict } from "../errors.ts";
import type { PatchTable } from "../patch/patch-table.ts";
import { member } from "../patch/rules.ts";
import { text } from "../patch/values.ts";
import { namingPaths } from "../patch/words.ts";
import { noSuchResource } from "./errors.ts";
import type { StoredResource } from "./snapshot.ts";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
export const MAX_RESOURCES = 300;

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html */
export const resourcePatches: PatchTable = {
  words: namingPaths,
  paths: { "/parentId": member(text, "replace"), "/pathPart": member(text, "replace") },
};

const PATH_PART = /^(?:\{[\w.:-]+\+?\}|[\w.:$-]+)$/;

const isVariable = (part: string | undefined): boolean => part?.startsWith("{") === true;

const isGreedy = (part: string | undefined): boolean => part?.endsWith("+}") === true;

export const pathUnder = (parent: StoredResource, part: string): string =>
  parent.path === "/" ? `/${part}` : `${parent.path}/${part}`;

/** Where a resource is to be. */
export type Spot = { readonly id: string; readonly parentId: string; readonly pathPart: string };

/**
 * The parent of a resource, and that it may be there among the others.
 * @throws AwsError NotFoundException for the parent, BadRequestException, ConflictException
 */
export function checkSpot({ id, parentId, pathPart }: Spot, resources: readonly StoredResource[]): StoredResource {
  const parent = resources.find((resource) => resource.id === parentId);
  if (parent === undefined) throw noSuchResource();
  checkPathPart(pathPart);
  if (isGreedy(parent.pathPart)) {
    throw badRequest(`Cannot create a child of a resource with a greedy path variable: ${parent.pathPart}`);
  }
  const siblings = resources.filter((other) => other.parentId === parentId && other.id !== id);
  if (siblings.some((sibling) => sibling.pathPart === pathPart)) {
    throw conflict(`Another resource with the same parent already has this name: ${pathPart}`);
  }
  const variable = siblings.find((sibling) => isVariable(sibling.pathPart));
  if (isVariable(pathPart) && variable !== undefined) {
    throw badRequest(
      `A sibling (${variable.pathPart}) of this resource already has a variable path part -- only one is allowed`,
    );
  }
  return parent;
}

function checkPathPart(part: string): void {
  if (part === "") throw badRequest("Resource's path part must be specified");
  if (!PATH_PART.test(part)) {
    throw badRequest(
      "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
    );
  }
}

/** A resource and all that is under it. */
export function subtreeOf(resource: StoredResource, resources: readonly StoredResource[]): readonly StoredResource[] {
  const children = resources.filter(({ parentId }) => parentId === resource.id);
  return [resource, ...children.flatMap((child) => subtreeOf(child, resources))];
}

/**
 * What becomes of a resource and all under it where it is renamed or moved.
 * @throws AwsError BadRequestException, ConflictException, NotFoundException for the parent
 */
export function movedTree(
  was: StoredResource,
  now: StoredResource,
  resources: readonly StoredResource[],
): readonly StoredResource[] {
  if (was.parentId === undefined) {
    if (now.pathPart !== was.pathPart) throw badRequest("Root resource cannot update its pathPart.");
    if (now.parentId !== undefined) throw badRequest("Root resource cannot update its parentId.");
    return [was];
  }
  const { id, parentId = "", pathPart = "" } = now;
  const tree = subtreeOf(was, resources);
  if (tree.some((one) => one.id === parentId)) throw badRequest("Resources cannot be cyclical.");
  const parent = checkSpot({ id, parentId, pathPart }, resources);
  if (isGreedy(pathPart) && tree.length > 1) {
    throw badRequest(`Cannot create a child of a resource with a greedy path variable: ${pathPart}`);
  }
  const path = pathUnder(parent, pathPart);
  const below = tree.slice(1).map((one) => movedTo(one, `${path}${one.path.slice(was.path.length)}`));
  return [movedTo(now, path), ...below];
}

const movedTo = (resource: StoredResource, path: string): StoredResource => ({ ...resource, path });

/** A resource as it is told: with what its methods are, or with their names alone. */
export function describeResource(
  { resourceMethods, ...resource }: StoredResource,
  embed: readonly string[] = [],
): Resource {
  if (resourceMethods === undefined) return resource;
  if (embed.includes("methods")) return { ...resource, resourceMethods };
  const names = Object.keys(resourceMethods).map((name) => [name, {}]);
  return { ...resource, resourceMethods: Object.fromEntries(names) };
}
