import type { Duplex } from "node:stream";
import type { AccessDecision, AuthFamily, Context, Identity, Principal } from "@skylab/auth";
import type { AwsError, Clock, Ids, Place } from "@skylab/aws";
import type { Body, OperationModel, RequestHead, ServiceModel, Violation, WireResponse } from "@skylab/protocol";
import type { Router } from "express";
import type { Exchange } from "./exchange.ts";
import type { Frame } from "./frame.ts";

/** Who calls: whoever signed the request, or a service of AWS's. */
export type Caller = Identity & {
  /** Present where no person but an AWS service calls; `account` is then the one that it acts for, `arn` and `id` its name. */
  readonly service?: ServicePrincipal;
  /** The AWS service that calls for them, by what they may: `dynamodb.amazonaws.com`. */
  readonly via?: string;
};

/** An AWS service that calls another: what a policy's `Principal: { Service: … }` and `aws:SourceArn` mean. */
export type ServicePrincipal = {
  /** `sns.amazonaws.com`. */
  readonly name: string;
  /** The topic, rule or function on whose behalf it calls. */
  readonly sourceArn: string | undefined;
};

/** Everything that an operation may know of its request beyond the input. Hand it on whole: a spread copy has no signal. */
export type Call = {
  readonly requestId: string;
  readonly caller: Caller;
  /** The caller's account and the region of the credential scope. */
  readonly place: Place;
  /** Scheme and Host as the client used them: `http://localhost:4566`. Queue URLs and the like begin with it. */
  readonly endpoint: string;
  /** The request's head as it came, for what is neither in the input nor in the model: a queue URL as path, X-Ray's header. */
  readonly head: RequestHead;
  readonly sourceIp: string;
  /** Aborted when the client goes away or the server stops. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly ids: Ids;
  /**
   * Why the caller may not do what only the operation knows of, as the key of each deletion of many: in the service's
   * words, to be thrown or told. `undefined`: it may.
   */
  readonly refusalOf: (permission: Permission) => Promise<AwsError | undefined>;
};

/** An operation: typed input in, typed output out, `AwsError` thrown. `engines` is what the service's main handed in. */
export type Handler<Input, Output, Engines> = (input: Input, call: Call, engines: Engines) => Promise<Output>;

/** Stands in a table for an operation that is not built: it answers 501 `NotImplemented`, naming itself. */
export const notImplemented: unique symbol = Symbol("not implemented");

/** What IAM decides an operation by, or that it decides nothing. */
export type Access<Input, Engines> = AccessRule<Input, Engines> | FreeAccess;

/** An operation that needs no permission: of whoever signed, or of everybody, signed or not. */
export type FreeAccess = { readonly action: string; readonly free: "signed" | "unsigned" };

/** https://docs.aws.amazon.com/service-authorization/latest/reference/ */
export type AccessRule<Input, Engines> = {
  /** `sqs:SendMessage`. */
  readonly action: string;
  /** Who signs nothing may ask, too: the resource's policy decides about nobody. */
  readonly unsigned?: true;
  /** What it is done to; with an action of its own where the input tells which it is: a statement may be any. */
  readonly on: (input: Input, call: Call, engines: Engines) => Target | Permission | Promise<Target | Permission>;
  /** What the caller must be allowed beside it: `iam:PassRole` on a role that it hands over, further tables of a batch. */
  readonly also?: (
    input: Input,
    call: Call,
    engines: Engines,
  ) => readonly Permission[] | Promise<readonly Permission[]>;
};

/** What an operation is on, as policies see it. */
export type Target = {
  /** The ARN of the resource, or `*` for operations on none. */
  readonly resource: string;
  /** The account that owns it, where the ARN does not say it, as S3's do not. The caller's own where absent. */
  readonly account?: string;
  /** The resource's own policy document (JSON), if it has one. */
  readonly policy?: string | undefined;
  /** Nothing is allowed that the resource's policy does not allow, in its own account either: roles' trust policies. */
  readonly policyMustAllow?: true;
  /**
   * Condition keys beyond those that every request has: `iam:PolicyARN`, `aws:RequestTag/…`, `aws:ResourceTag/…`. Asked
   * for only where policies decide.
   */
  readonly context?: () => Context;
  /** Condition keys whose values must be read first. */
  readonly kept?: KeptContext;
};

/** Asked for only where a policy names a key that begins so, in lower case: `s3:existingobjecttag/`. */
export type KeptContext = { readonly keys: string; readonly context: () => Promise<Context> };

/** One thing that a caller must be allowed. */
export type Permission = Target & { readonly action: string };

/** Who was refused what, and why. `accessDenied` of packages/auth words it as most services do. */
export type Denial = {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  /** Who owns it, as `Target.account`. */
  readonly account?: string | undefined;
  readonly decision: Exclude<AccessDecision, { decision: "allow" }>;
  readonly family: AuthFamily;
};

/** What `OperationTypes` makes. */
export type Types = Record<string, { readonly input: unknown; readonly output: unknown }>;

/** Which requests are a service's, beyond what its model tells: light enough for the gateway, which runs no service. */
export type ServiceClaims = {
  /**
   * Requests that are this service's whatever their headers say: to the addresses of functions and of APIs, behind which
   * anybody's protocol may be spoken, and whose clients may sign for anything.
   */
  readonly owns?: (head: RequestHead) => boolean;
  /** Requests that are this service's although neither target, scope, nor host say so: SQS's queue URLs. */
  readonly claims?: (head: RequestHead) => boolean;
  /** Query requests that nobody signed, and that name no service by that, are this service's: STS has such operations. */
  readonly takesUnsignedQueries?: true;
  /** This service answers whatever names no service at all, as S3 does. */
  readonly takesTheRest?: true;
  /** Which web pages may call is for the service to say, by `originHeaders`, and not for SKYLAB_CORS_ORIGINS. */
  readonly judgesOrigins?: true;
  /** Where its own endpoints beside the AWS API are, they and all below them, and nowhere else: `/_aws/sqs/messages`. */
  readonly controlPaths?: readonly string[];
  /** What of the reserved paths its `beside` answers, with all that is below: S3's websites. `owns` or `claims` must take them, too. */
  readonly ownPaths?: readonly string[];
};

/** One AWS API: `services/<name>/src/service.ts` makes it, `main.ts` and standalone serve it. */
export type ServiceDefinition<Operations extends Types, Engines> = ServiceClaims & {
  readonly model: ServiceModel;
  /** Every operation of the API: a handler, or `notImplemented`. A missing one does not compile. */
  readonly operations: {
    readonly [Name in keyof Operations]:
      | Handler<Operations[Name]["input"], Operations[Name]["output"], Engines>
      | typeof notImplemented;
  };
  readonly access: { readonly [Name in keyof Operations]: Access<Operations[Name]["input"], Engines> };
  /** Bytes of the largest body that is read whole: a larger one is refused with 413. Bodies that flow have no such limit. */
  readonly maxBodyBytes?: number;
  /** The same of operations that have a limit of their own, by their names, which the refusal tells. REST only. */
  readonly bodyLimits?: Readonly<Record<string, number>>;
  /** The rules by which requests are signed, and the words in which they are refused, where its protocols do not say it. */
  readonly authFamily?: AuthFamily;
  /** The service's words for broken model constraints; the common ones where absent. */
  readonly violationsError?: (violations: readonly Violation[], operation: OperationModel) => AwsError;
  /** The service's words for a refusal by a policy, where they are not the usual ones: SQS writes `sqs:sendmessage`. */
  readonly accessDenied?: (denial: Denial) => AwsError;
  /** A second id of a request, made of its first: S3's `x-amz-id-2`, and `HostId` of its errors. */
  readonly hostIdOf?: (requestId: string) => string;
  readonly engines: Engines;
  /**
   * Answers what is this service's and no operation of its model: S3's websites, browser forms and preflights; refuses
   * pages that may not ask. Asked first; `undefined`, at once or in the end: the request is for an operation.
   */
  readonly beside?: (exchange: Exchange, inside: Inside<Operations>) => Promise<WireResponse | undefined> | undefined;
  /**
   * Takes the connection of a request for a WebSocket, and resolves to nothing when it is over, and all is done that it caused;
   * or resolves to the answer that the client gets instead, as does what it rejects with. The exchange's signal is aborted when
   * the server stops: open WebSockets are then closed with 1001, within `STOP_WITHIN_MS`. The socket's errors are heard.
   */
  readonly upgrade?: (
    exchange: Exchange,
    inside: Inside<Operations>,
    upgrade: Upgrade,
  ) => Promise<WireResponse | undefined>;
  /** What must hold of a body that is read whole, beyond its signature, before it is read: S3's checksums. Throws else. */
  readonly checkBody?: (operation: OperationModel, head: RequestHead, body: Buffer) => void;
  /** Headers of the answers to what web pages ask for: CORS. With `judgesOrigins`. */
  readonly originHeaders?: (exchange: Exchange) => Promise<Readonly<Record<string, string>>>;
  /** What runs without a caller; stopped at shutdown. */
  readonly jobs?: readonly Job[];
  /** The service's own endpoints beside the AWS API, by their whole paths; asked for what `controlPaths` has alone. */
  readonly control?: (router: Router, frame: Pick<Frame, "clock" | "ids" | "region">) => void;
  /** Forgets everything, or everything of one account. */
  readonly reset: (account: string | undefined) => Promise<void>;
};

/** The connection of a request that asks for a WebSocket, and what came on it behind the request's head. */
export type Upgrade = { readonly socket: Duplex; readonly head: Buffer };

/** What is behind the operations, for whoever answers beside them. */
export type Inside<Operations extends Types> = {
  readonly requestId: string;
  readonly frame: Frame;
  /** Does an operation for a caller, or for nobody, as their own request for it would: validated, and allowed by policies. */
  readonly perform: <Name extends keyof Operations & string>(
    operation: Name,
    input: Operations[Name]["input"],
    caller?: Caller,
  ) => Promise<Operations[Name]["output"]>;
  /**
   * Answers a request that is made up here as if it had come: the operation that it is for is done for the caller, or for
   * nobody. REST only. Rejects with what the operation refuses.
   */
  readonly answer: (head: RequestHead, body: Body, caller?: Caller) => Promise<WireResponse>;
  /**
   * Who signed the request, of which this is the body, as for an operation that nobody needs to sign. Rejects in the service's
   * words where the signature is wrong.
   */
  readonly authenticate: (body: Buffer) => Promise<Caller>;
  /** Why somebody may not do something here, as `Call.refusalOf`. */
  readonly refusalOf: (permission: Permission, caller: Caller, region: string) => Promise<AwsError | undefined>;
  /** How an error is answered to whoever asks for an operation. What is no AwsError is our fault, and logged. */
  readonly refuse: (error: unknown) => WireResponse;
};

/** Something done again and again; a failure is logged and the next turn comes all the same. */
export type Job = {
  readonly name: string;
  /** Milliseconds of the clock between the end of a turn and the next. */
  readonly everyMs: number;
  /**
   * Run by one replica at a time: where it dies, another goes on within seconds. A turn must bear all the same to be done
   * twice, since a replica that has lost the lease ends its turn only when it heeds the signal.
   */
  readonly single?: true;
  readonly run: (clock: Clock, signal: AbortSignal) => Promise<void>;
};
