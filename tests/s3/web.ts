import { once } from "node:events";
import { type IncomingHttpHeaders, request } from "node:http";
import { connect } from "node:net";
import { buffer } from "node:stream/consumers";
import {
  CreateBucketCommand,
  type CORSRule,
  DeletePublicAccessBlockCommand,
  PutBucketCorsCommand,
  PutBucketPolicyCommand,
  PutBucketWebsiteCommand,
  PutObjectCommand,
  S3Client,
  type WebsiteConfiguration,
} from "@aws-sdk/client-s3";
import { type ClientIdentity, type Skylab, uniqueName } from "@skylab/testkit";
import { useSkylab } from "../use-skylab.ts";

/** Skylab for the tests of one file, and what a browser asks of it. */
export type Web = {
  readonly skylab: () => Skylab;
  readonly client: (as?: ClientIdentity) => S3Client;
  /** A request as it is, with whatever Host and Origin. */
  readonly ask: (asked: Asked) => Promise<Answer>;
  /** Makes a bucket, with what is about it. */
  readonly bucket: (about?: About) => Promise<string>;
  /** Puts an object. */
  readonly put: (Bucket: string, Key: string, object: string | PutObject) => Promise<void>;
};

export type Asked = {
  readonly method?: string;
  readonly path: string;
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};

export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string };

type About = {
  readonly cors?: CORSRule[];
  readonly website?: WebsiteConfiguration;
  /** Everybody may do this to its objects. */
  readonly everybody?: readonly string[];
};

type PutObject = {
  readonly Body: string;
  readonly ContentType?: string;
  readonly WebsiteRedirectLocation?: string;
};

/** The key of root, in the mode in which keys count. */
export const ROOT = { accessKeyId: "test", secretAccessKey: "test" };

/** Starts Skylab before the tests of a file and stops it behind them; or takes the one that runs already where it has no settings. */
export function useWeb(settings: Readonly<Record<string, string>> = {}): Web {
  const skylab = useSkylab(settings, { own: Object.keys(settings).length > 0 });
  const client = (as: ClientIdentity = ROOT): S3Client => skylab().client(S3Client, as);
  return {
    skylab,
    client,
    ask: (asked) => ask(skylab().url, asked),
    bucket: async (about = {}) => {
      const Bucket = uniqueName("bucket").toLowerCase();
      await configure(client(), Bucket, about);
      return Bucket;
    },
    put: async (Bucket, Key, object) => {
      const put = typeof object === "string" ? { Body: object } : object;
      await client().send(new PutObjectCommand({ Bucket, Key, ...put }));
    },
  };
}

async function configure(s3: S3Client, Bucket: string, { cors, everybody, website }: About): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket }));
  if (cors !== undefined) await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: cors } }));
  if (website !== undefined) await s3.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration: website }));
  if (everybody === undefined) return;
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  const Statement = [{ Effect: "Allow", Principal: "*", Action: everybody, Resource: `arn:aws:s3:::${Bucket}/*` }];
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: "2012-10-17", Statement }) }));
}

async function ask(url: string, { method = "GET", path, host, headers = {}, body = "" }: Asked): Promise<Answer> {
  const sent = request(url, { method, path, headers: { ...(host !== undefined && { host }), ...headers } });
  sent.end(body);
  const [response] = await once(sent, "response");
  const bytes = await buffer(response);
  return { status: response.statusCode, headers: response.headers, text: bytes.toString("utf8") };
}

/** Code and message of an error in S3's XML. */
export function errorOf({ status, text }: Answer): string {
  const [code, message] = ["Code", "Message"].map(
    (name) => new RegExp(`<${name}>(.*?)</${name}>`, "s").exec(text)?.[1],
  );
  return `${status} ${code}: ${message?.replaceAll("&quot;", '"')}`;
}

/** Sends these very bytes over one connection, and answers all that came back when it is closed; `leaves`: goes away then. */
export async function sendBytes(url: string, bytes: string | Buffer, leaves = false): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  await once(socket, "connect");
  if (leaves) socket.end(bytes);
  else socket.write(bytes);
  return (await buffer(socket)).toString("latin1");
}
