/** Longest filter or path that is read, in UTF-16 units. */
export const MAX_FILTER_LENGTH = 8192;

/** How deep groups, negations and value paths may stand in each other. */
export const MAX_FILTER_DEPTH = 32;

/** How many comparisons one filter may hold. */
export const MAX_FILTER_TERMS = 200;

/** How many of them may be such that no index serves them: each is put to every resource. */
export const MAX_UNINDEXED_TERMS = 20;
