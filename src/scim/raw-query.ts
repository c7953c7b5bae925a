/** Query parameters as the router passes them; repeated ones are arrays. */
export type RawQuery = Readonly<Record<string, unknown>>;
