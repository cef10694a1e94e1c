import type { Ids } from "@skylab/aws";
import type { Transaction } from "@skylab/records";
import { newId, PART_ID_LENGTH } from "../../domain/new-id.ts";
import { tooManyResources } from "../../domain/rest/errors.ts";
import { checkSpot, MAX_RESOURCES, pathUnder } from "../../domain/rest/resource.ts";
import type { StoredResource } from "../../domain/rest/snapshot.ts";
import { resourceRows } from "../../store/resources.ts";
import { partsOf } from "../base-path.ts";
import { attempt } from "../report.ts";
import type { DefinitionPut, Named } from "./definition-put.ts";
import { newMethod } from "./new-method.ts";

/** Resources by their paths. */
type Tree = Map<string, StoredResource>;

/** Gives an API the resources and methods of a definition. */
export async function putResources(rows: Transaction, put: DefinitionPut, named: Named): Promise<void> {
  const { definition, present, report } = put;
  const apiId = present.api.id;
  const tree = firstTree(put);
  const ids = new Map(present.resources.map(({ id, path }) => [path, id]));
  for (const path of definition.paths) {
    await attempt(report, `Unable to create resource at path '${path}'`, () =>
      growTo(tree, path, { ids, new: put.ids }),
    );
  }
  for (const asked of definition.methods) {
    const resource = tree.get(asked.path);
    if (resource === undefined) continue;
    const method = await newMethod(rows, asked, { put, named, resourceId: resource.id });
    if (method === undefined) continue;
    const resourceMethods = { ...resource.resourceMethods, [asked.httpMethod]: method };
    tree.set(asked.path, { ...resource, resourceMethods });
  }
  for (const { id, path } of present.resources) if (!tree.has(path)) rows.remove(resourceRows, apiId, id);
  for (const resource of tree.values()) rows.put(resourceRows, resource, apiId, resource.id);
}

/** What is there before: all that there is, or the bare root. */
function firstTree({ mode, present }: DefinitionPut): Tree {
  if (mode !== "overwrite") return new Map(present.resources.map((resource) => [resource.path, resource]));
  return new Map([["/", { id: present.api.rootResourceId, path: "/" }]]);
}

/** Grows a tree until there is a resource at a path. @throws AwsError where there can be none */
function growTo(
  tree: Tree,
  path: string,
  { ids, new: fresh }: { readonly ids: ReadonlyMap<string, string>; readonly new: Ids },
): void {
  let parent = tree.get("/");
  for (const pathPart of partsOf(path)) {
    if (parent === undefined) return;
    const below = pathUnder(parent, pathPart);
    const there: StoredResource | undefined = tree.get(below);
    if (there === undefined) {
      const id: string = ids.get(below) ?? newId(fresh, PART_ID_LENGTH);
      const resource: StoredResource = { id, parentId: parent.id, pathPart, path: below };
      checkSpot({ id, parentId: parent.id, pathPart }, [...tree.values()]);
      if (tree.size >= MAX_RESOURCES) throw tooManyResources();
      tree.set(below, resource);
    }
    parent = tree.get(below);
  }
}
