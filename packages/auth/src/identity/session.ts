/** What temporary credentials carry beside their key. Times are milliseconds since the epoch. */
export type Session = {
  readonly issuedAt: number;
  /** Whose permissions it has: a role's (AssumeRole…), or a user's or root's (GetSessionToken, GetFederationToken). */
  readonly of: SessionOwner;
  /** Policy documents that were passed: what they do not allow, the session may not. */
  readonly policies: readonly string[];
  /** ARNs of managed policies that were passed, for the same. */
  readonly policyArns: readonly string[];
  /** `aws:PrincipalTag/…`, beside those of the role, which they override. */
  readonly tags: Readonly<Record<string, string>>;
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string;
  readonly mfa: boolean;
  /** Further condition keys: `aws:FederatedProvider`, `accounts.google.com:sub`. */
  readonly context: Readonly<Record<string, string>>;
};

export type SessionOwner =
  /** `id`: the role's own (`AROA…`): a role of the same name that was made later is another one. */
  | { readonly kind: "role"; readonly name: string; readonly id: string }
  | { readonly kind: "user"; readonly name: string; readonly id: string }
  /** A federated user has what its issuer, a user or root, and the passed policies both allow; without these nothing. */
  | { readonly kind: "federated"; readonly issuerArn: string; readonly issuerId: string }
  | { readonly kind: "root" };
