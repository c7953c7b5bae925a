/** The longest filter or path that is read, in UTF-16 units. */
export const MAX_FILTER_LENGTH = 8192;

/** The deepest nesting of groups, negations and value paths. */
export const MAX_FILTER_DEPTH = 32;

/** The most comparisons in one filter. */
export const MAX_FILTER_TERMS = 200;

/** The most comparisons that no index serves: each of these is checked on every resource. */
export const MAX_UNINDEXED_TERMS = 20;
