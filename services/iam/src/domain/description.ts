/** The description, where there is one. */
export const describeDescription = (described: { readonly description?: string }): { Description?: string } =>
  described.description === undefined ? {} : { Description: described.description };
