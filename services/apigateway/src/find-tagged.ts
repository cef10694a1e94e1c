import { type AwsError, isSameRegion, parseArn, type Place } from "@skylab/aws";
import type { RowKey, Table } from "@skylab/records";
import { noSuchApiKey } from "./domain/api-keys/api-key.ts";
import { noSuchDomainName } from "./domain/domain-names/errors.ts";
import { noSuchRestApi, notFound } from "./domain/errors.ts";
import { noSuchClientCertificate } from "./domain/rest/client-certificate.ts";
import { invalidArn } from "./domain/rest/errors.ts";
import { noSuchVpcLink } from "./domain/rest/vpc-link.ts";
import type { Tags } from "./domain/tags.ts";
import { noSuchUsagePlan } from "./domain/usage-plans/usage-plan.ts";
import { apiKeyRows } from "./store/api-keys.ts";
import { clientCertificateRows } from "./store/client-certificates.ts";
import { domainNameRows } from "./store/domain-names.ts";
import { restApiRows } from "./store/rest-apis.ts";
import { stageRows } from "./store/stages.ts";
import type { ApigatewayStore } from "./store/store.ts";
import { usagePlanRows } from "./store/usage-plans.ts";
import { apiRows } from "./store/v2-apis.ts";
import { v2StageRows } from "./store/v2-stages.ts";
import { v2VpcLinkRows } from "./store/v2-vpc-links.ts";
import { vpcLinkRows } from "./store/vpc-links.ts";

/** Something that has tags: they are kept in its row. Both verbs throw AWS's refusal where there is no such thing. */
export type Tagged = {
  readonly read: () => Promise<Tags>;
  /** Keeps what `decide` makes of them; it may be asked again, and throw. */
  readonly change: (decide: (tags: Tags) => Tags) => Promise<void>;
};

/**
 * What an ARN names, of either API: `arn:aws:apigateway:eu-west-1::/restapis/a1b2c3d4e5/stages/prod`.
 * @throws AwsError BadRequestException where nothing that it names can have tags
 */
export function findTagged(resourceArn: string, store: ApigatewayStore, place: Place): Tagged {
  const arn = parseArn(resourceArn);
  if (arn?.service !== "apigateway" || !isSameRegion(arn, place)) throw invalidArn();
  // Only domain names tell whose they are.
  if (!["", place.account].includes(arn.account)) throw invalidArn();
  const parts = partsOf(arn.resource);
  const found = KINDS.flatMap(({ open, path }) => {
    const names = namesIn(parts, path);
    return names === undefined ? [] : [open({ store, place, names })];
  });
  if (found.length === 0) throw invalidArn();
  return oneOf(found);
}

/** @throws AwsError BadRequestException where a part of it is no encoding */
function partsOf(path: string): readonly string[] {
  try {
    return path
      .split("/")
      .slice(1)
      .map((part) => decodeURIComponent(part));
  } catch {
    throw invalidArn();
  }
}

/** Kinds of both APIs may have the same path: the thing is of the one that has it. */
const oneOf = (kinds: readonly MaybeTagged[]): Tagged => ({
  read: async () => {
    for (const { read } of kinds) {
      const tags = await read();
      if (tags !== undefined) return tags;
    }
    throw missingOf(kinds);
  },
  change: async (decide) => {
    for (const { change } of kinds) if (await change(decide)) return;
    throw missingOf(kinds);
  },
});

const missingOf = ([kind]: readonly MaybeTagged[]): AwsError => kind?.missing() ?? invalidArn();

/** What stands where the path has braces; `undefined`: it is another path. */
function namesIn(parts: readonly string[], path: string): readonly string[] | undefined {
  const template = path.slice(1).split("/");
  const isSame = template.length === parts.length && template.every((part, i) => part === "{}" || part === parts[i]);
  return isSame ? parts.filter((_, i) => template[i] === "{}") : undefined;
}

type Named = { readonly store: ApigatewayStore; readonly place: Place; readonly names: readonly string[] };

type TaggedKind = { readonly path: string; readonly open: (named: Named) => MaybeTagged };

/** Something of a kind, where it is there. */
type MaybeTagged = {
  readonly read: () => Promise<Tags | undefined>;
  /** False: it is not there. */
  readonly change: (decide: (tags: Tags) => Tags) => Promise<boolean>;
  readonly missing: () => AwsError;
};

type Kind<Row> = {
  readonly table: Table<Row>;
  readonly tagsOf: (row: Row) => Tags | undefined;
  readonly withTags: (row: Row, tags: Tags) => Row;
  readonly missing: (named: Named) => AwsError;
  /** The key of the row; absent: the names are it. */
  readonly keyOf?: (names: readonly string[]) => RowKey;
};

/** Rows whose tags are named as those of REST APIs are. */
const kind = <Row extends { readonly tags?: Record<string, string> | undefined }>(
  path: string,
  { table, ...rest }: Pick<Kind<Row>, "table" | "missing" | "keyOf">,
): TaggedKind =>
  anyKind(path, { table, tagsOf: ({ tags }) => tags, withTags: (row, tags) => ({ ...row, tags }), ...rest });

/** Rows whose tags are named as those of HTTP and WebSocket APIs are. */
const v2Kind = <Row extends { readonly Tags?: Record<string, string> | undefined }>(
  path: string,
  { table, ...rest }: Pick<Kind<Row>, "table" | "missing" | "keyOf">,
): TaggedKind =>
  anyKind(path, { table, tagsOf: ({ Tags }) => Tags, withTags: (row, Tags) => ({ ...row, Tags }), ...rest });

const anyKind = <Row>(
  path: string,
  { keyOf = (names) => names, missing, table, tagsOf, withTags }: Kind<Row>,
): TaggedKind => ({
  path,
  open: (named) => {
    const { names, place, store } = named;
    const key = keyOf(names);
    return {
      read: async () => {
        const row = await store.of(place).get(table, ...key);
        return row && (tagsOf(row) ?? {});
      },
      change: (decide) =>
        store.change(place, async (rows) => {
          const row = await rows.get(table, ...key);
          if (row !== undefined) rows.put(table, withTags(row, decide(tagsOf(row) ?? {})), ...key);
          return row !== undefined;
        }),
      missing: () => missing(named),
    };
  },
});

const noSuchApi = ({ names, place }: Named): AwsError => noSuchRestApi(place.account, names[0] ?? "");

const noSuch = (what: string) => (): AwsError => notFound(`Invalid ${what} identifier specified`);

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-supported-resources.html */
const KINDS: readonly TaggedKind[] = [
  kind("/restapis/{}", { table: restApiRows, missing: noSuchApi }),
  kind("/restapis/{}/stages/{}", { table: stageRows, missing: noSuch("stage") }),
  kind("/apikeys/{}", { table: apiKeyRows, missing: noSuchApiKey }),
  kind("/usageplans/{}", { table: usagePlanRows, missing: noSuchUsagePlan }),
  kind("/clientcertificates/{}", { table: clientCertificateRows, missing: noSuchClientCertificate }),
  kind("/vpclinks/{}", { table: vpcLinkRows, missing: noSuchVpcLink }),
  kind("/domainnames/{}", {
    table: domainNameRows,
    missing: noSuchDomainName,
    // Private ones have an id behind the name: `example.com+abcdef`.
    keyOf: ([name = ""]) => {
      const [domainName = "", domainNameId = ""] = name.split("+");
      return [domainName, domainNameId];
    },
  }),
  v2Kind("/apis/{}", { table: apiRows, missing: noSuch("API") }),
  v2Kind("/apis/{}/stages/{}", { table: v2StageRows, missing: noSuch("Stage") }),
  v2Kind("/vpclinks/{}", { table: v2VpcLinkRows, missing: noSuchVpcLink }),
];
