export { awsQuery } from "./aws-query.ts";
