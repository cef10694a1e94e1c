import type { Tag } from "@aws-sdk/client-iam";
import type { Tags } from "@skylab/identity";
import { pageOfList } from "./list-page.ts";
import { readPage } from "./page.ts";
import { compareTagKeys, describeTags } from "./tags.ts";

/** A page of tags, as all of IAM's lists of tags answer it. */
export function tagPage(
  input: Parameters<typeof readPage>[0],
  tags: Tags,
): { readonly Tags: Tag[]; readonly IsTruncated: boolean; readonly Marker?: string } {
  const order = { nameOf: ({ Key = "" }: Tag) => Key, compare: compareTagKeys };
  const { rows, ...page } = pageOfList(readPage(input), describeTags(tags), order);
  return { Tags: [...rows], ...page };
}
