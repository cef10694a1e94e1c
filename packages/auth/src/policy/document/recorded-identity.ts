/** What IAM answered to CreatePolicy; recorded in February 2026. Statements alone are of version 2012-10-17. */
const BUCKET = "arn:aws:s3:::example_bucket";
const ALLOW = { Effect: "Allow", Action: "s3:ListBucket", Resource: BUCKET };
const VERSION = { Version: "2012-10-17" };

const of = (statement: unknown): object => ({ ...VERSION, Statement: statement });
/** The plain statement with other elements. */
const other = (elements: object): object => of({ ...ALLOW, ...elements });
const withCondition = (condition: unknown): object => other({ Condition: condition });
const withResource = (resource: unknown): object => other({ Resource: resource });

const SYNTAX = "Syntax errors in policy.";
const OLD = "Policy document must be version 2012-10-17 or greater.";
const LEGACY = "The policy failed legacy parsing";
const NO_ACTIONS = "Policy statement must contain actions.";
const NO_RESOURCES = "Policy statement must contain resources.";
const NO_VENDOR = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
const COLONS = "Actions/Condition can contain only one colon.";
const NOT_UNIQUE = "Statement IDs (SID) in a single policy must be unique.";
const notAnArn = (resource: string): string => `Resource ${resource} must be in ARN format or "*".`;

export const RECORDED_REFUSALS: readonly (readonly [document: unknown, message: string])[] = [
  ["This is not a json document", SYNTAX],
  [{ Statement: ALLOW }, OLD],
  [{ Version: "2008-10-17", Statement: ALLOW }, OLD],
  [{ Version: "2013-10-17", Statement: ALLOW }, SYNTAX],
  [VERSION, SYNTAX],
  [of(["afd"]), SYNTAX],
  [{ ...of(ALLOW), "Extra field": "value" }, SYNTAX],
  [other({ "Extra field": "value" }), SYNTAX],
  [{ ...of(ALLOW), Id: ["cd3a324d2343d942772346"] }, SYNTAX],
  [{ ...of(ALLOW), Id: {} }, SYNTAX],
  [other({ Effect: "invalid" }), SYNTAX],
  [other({ Action: "invalid" }), NO_VENDOR],
  [of({ Effect: "Allow", NotAction: "", Resource: BUCKET }), NO_VENDOR],
  [other({ Action: "a a:ListBucket" }), "Vendor a a is not valid"],
  [other({ Action: "s3:List:Bucket" }), COLONS],
  [
    of([
      { ...ALLOW, Action: "s3s:ListBucket" },
      { ...ALLOW, Action: "s:3s:ListBucket" },
    ]),
    COLONS,
  ],
  [withResource("invalid resource"), notAnArn("invalid resource")],
  [
    of([
      { ...ALLOW, Sid: "EnableDisableHongKong", Resource: "" },
      { ...ALLOW, Sid: "ViewConsole", Resource: "" },
    ]),
    notAnArn(""),
  ],
  [other({ Action: "s:3:ListBucket", Resource: "sdfsadf" }), notAnArn("sdfsadf")],
  [withResource(["adf"]), notAnArn("adf")],
  [withResource(""), notAnArn("")],
  [withResource("a:bsdfdsafsad"), 'Partition "bsdfdsafsad" is not valid for resource "arn:bsdfdsafsad:*:*:*:*".'],
  [withResource("a:b:cadfsdf"), 'Partition "b" is not valid for resource "arn:b:cadfsdf:*:*:*".'],
  [withResource("a:b:c:d:e:f:g:h"), 'Partition "b" is not valid for resource "arn:b:c:d:e:f:g:h".'],
  [withResource("aws:s3:::example_bucket"), 'Partition "s3" is not valid for resource "arn:s3:::example_bucket:*".'],
  [
    withResource(["arn:error:s3:::example_bucket", "arn:error:s3::example_bucket"]),
    'Partition "error" is not valid for resource "arn:error:s3:::example_bucket".',
  ],
  [of([]), SYNTAX],
  [withResource(undefined), NO_RESOURCES],
  [withResource([]), NO_RESOURCES],
  [of({ Effect: "Allow", Action: "invalid" }), NO_RESOURCES],
  [other({ Action: undefined }), NO_ACTIONS],
  [other({ Effect: undefined }), SYNTAX],
  [of({ Effect: "Allow" }), NO_ACTIONS],
  [other({ Action: [] }), NO_ACTIONS],
  [of([{ Effect: "Deny" }, ALLOW]), NO_ACTIONS],
  [
    withResource("arn:aws:iam:::example_bucket"),
    'IAM resource path must either be "*", root, or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.',
  ],
  [withResource("arn:aws:s3::example_bucket"), LEGACY],
  [of({ Effect: "Allow", Resource: "arn:aws:s3::example_bucket" }), LEGACY],
  [withResource("arn:aws"), "Resource vendor must be fully qualified and cannot contain regexes."],
  [withResource({ a: BUCKET }), SYNTAX],
  [withResource(["adfdf", {}]), SYNTAX],
  [other({ NotResource: [] }), SYNTAX],
  [other({ Action: [[]] }), SYNTAX],
  [other({ NotAction: "s3s:ListBucket", Action: [] }), SYNTAX],
  [other({ Action: {} }), SYNTAX],
  [withCondition([]), SYNTAX],
  [withCondition("a"), SYNTAX],
  [withCondition({ a: "b" }), SYNTAX],
  [withCondition({ DateGreaterThan: "b" }), SYNTAX],
  [withCondition({ DateGreaterThan: [] }), SYNTAX],
  [withCondition({ DateGreaterThan: { a: {} } }), SYNTAX],
  [of({ Effect: "Allow", Resource: BUCKET, Condition: { DateGreaterThan: { a: {} } } }), SYNTAX],
  [withCondition({ x: { a: "1" } }), SYNTAX],
  [withCondition({ "ForAnyValue::StringEqualsIfExists": { a: "asf" } }), SYNTAX],
  [withCondition([{ "ForAllValues:StringEquals": { "aws:TagKeys": "Department" } }]), SYNTAX],
  [
    withResource("arn:aws:iam:us-east-1::example_bucket"),
    "IAM resource arn:aws:iam:us-east-1::example_bucket cannot contain region information.",
  ],
  [
    withResource("arn:aws:s3:us-east-1::example_bucket"),
    "Resource arn:aws:s3:us-east-1::example_bucket can not contain region information.",
  ],
  [other({ Sid: {} }), SYNTAX],
  [other({ Sid: [] }), SYNTAX],
  [
    of([
      { ...ALLOW, Sid: "sdf" },
      { Sid: "sdf", Effect: "Allow" },
    ]),
    NOT_UNIQUE,
  ],
  [
    {
      Statement: [
        { ...ALLOW, Sid: "sdf" },
        { Sid: "sdf", Effect: "Allow" },
      ],
    },
    OLD,
  ],
  [other({ NotAction: "s3:ListBucket" }), SYNTAX],
  [other({ NotResource: "*" }), SYNTAX],
  [other({ Effect: "denY" }), LEGACY],
  [withCondition({ DateGreaterThan: { a: "sdfdsf" } }), LEGACY],
  [{ Statement: { ...ALLOW, Condition: { DateGreaterThan: { a: "sdfdsf" } } } }, OLD],
  [{ Statement: { ...ALLOW, Effect: "denY" } }, OLD],
  [of({ Effect: "Allow", Condition: { DateGreaterThan: { a: "sdfdsf" } } }), LEGACY],
  [withResource("arn:aws::::example_bucket"), LEGACY],
  [of({ Effect: "allow", Resource: "arn:aws:s3:us-east-1::example_bucket" }), LEGACY],
  [
    of([
      { ...ALLOW, Sid: "sdf", Effect: "aLLow" },
      { Sid: "sdf", Effect: "Allow" },
    ]),
    LEGACY,
  ],
  [of({ Effect: "Allow", Action: "s3:ListBucket", NotResource: "arn:aws:s3::example_bucket" }), LEGACY],
  [withCondition({ DateLessThanEquals: { a: "234-13" } }), LEGACY],
  [withCondition({ DateLessThanEquals: { a: "2016-12-13t2:00:00.593194+1" } }), LEGACY],
  [withCondition({ DateLessThanEquals: { a: "2016-12-13t2:00:00.1999999999+10:59" } }), LEGACY],
  [withCondition({ DateLessThan: { a: "9223372036854775808" } }), LEGACY],
  [other({ Resource: "arn:error:s3:::example_bucket", Condition: { DateGreaterThan: { a: "sdfdsf" } } }), LEGACY],
  [withResource("arn:aws::fdsasf"), LEGACY],
];

export const RECORDED_VALID: readonly object[] = [
  withResource([BUCKET]),
  withResource([BUCKET, "*"]),
  of([ALLOW]),
  other({ Action: "*" }),
  other({ Action: "iam: asdf safdsf af " }),
  other({ Action: "fsx:ListBucket" }),
  other({ Action: "aaaaaadsfdsafsadfsadfaaaaa:ListBucket" }),
  other({ Action: "s3-s:ListBucket" }),
  other({ Action: "s3.s:ListBucket" }),
  other({ Action: "service-prefix:action-name", Resource: "*" }),
  withResource("arn:aws:iam:::user/example_bucket"),
  withResource("arn:aws:s33:::example_bucket"),
  withResource("arn:aws:fdsasf"),
  withResource("arn:aws:cloudwatch:us-east-1::example_bucket"),
  withResource("arn:aws:ec2:us-east-1::example_bucket"),
  withResource("arn:aws:invalid-service:::example_bucket"),
  withResource("arn:aws:invalid-service:us-east-1::example_bucket"),
  withResource("arn:aws:iam::*:user/${aws:username}"),
  of({ Effect: "Allow", NotAction: "s3:ListBucket", Resource: BUCKET }),
  of({
    Effect: "Deny",
    Action: "s3:*",
    NotResource: ["arn:aws:s3:::HRBucket/Payroll", "arn:aws:s3:::HRBucket/Payroll/*"],
  }),
  of({ Effect: "Allow", NotAction: "s3:ListBucket", NotResource: "*" }),
  { ...of(ALLOW), Id: "sdfsdfsdf" },
  other({ Sid: "dsfsdfsdfsdfsdfsadfsd" }),
  of([{ ...ALLOW, Sid: "sdf" }, ALLOW]),
  withCondition({}),
  withCondition({ DateGreaterThan: {} }),
  withCondition({ DateGreaterThan: { a: [] } }),
  withCondition({ a: {} }),
  withCondition({ x: {}, y: {} }),
  withCondition({ DateGreaterThan: { a: "01T" } }),
  withCondition({ DateLessThanEquals: { a: "2019-07-01T13:20:15Z" } }),
  withCondition({ DateLessThanEquals: { a: "2016-12-13T21:20:37.593194+00:00" } }),
  withCondition({ DateLessThanEquals: { a: "2016-12-13t2:00:00.593194+23" } }),
  withCondition({ DateLessThan: { a: "-292275054" } }),
  withCondition({
    DateGreaterThan: { "aws:CurrentTime": "2017-07-01T00:00:00Z" },
    DateLessThan: { "aws:CurrentTime": "2017-12-31T23:59:59Z" },
  }),
  withCondition({ "ForAllValues:StringEquals": { "aws:TagKeys": "Department" } }),
  withCondition({ StringEqualsIfExists: { a: "asf" } }),
  withCondition({ "ForAnyValue:StringEqualsIfExists": { a: "asf" } }),
  withCondition({ StringLike: { "s3:prefix": ["", "home/", "home/${aws:userid}/*"] } }),
];
