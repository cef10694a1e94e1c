/** Which facts of an object an event tells, beside its key and version. As recorded from AWS. */
export type ToldFacts = { readonly size: boolean; readonly etag: boolean; readonly sequencer: boolean };

export function toldFacts(event: string): ToldFacts {
  const [kind = "", what = ""] = event.split(":", 2);
  switch (kind) {
    case "ObjectCreated":
      return { size: true, etag: true, sequencer: true };
    case "ObjectRemoved":
    case "LifecycleExpiration":
      return { size: false, etag: what === "DeleteMarkerCreated", sequencer: true };
    case "ObjectTagging":
    case "ObjectAcl":
      return { size: false, etag: true, sequencer: false };
    default:
      return { size: true, etag: true, sequencer: kind === "ObjectRestore" };
  }
}

/** Delete markers have no bytes: the MD5 of nothing. */
export const MARKER_ETAG = "d41d8cd98f00b204e9800998ecf8427e";
