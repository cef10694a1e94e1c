/** What ACLs and listings call an account by. */
export { canonicalUserId as canonicalId } from "@skylab/aws";
