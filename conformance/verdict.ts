/** How well a requirement is met, best first. README.md explains each. */
export const RESULTS = ["success", "compliant", "acceptable", "deviation", "error", "skipped"] as const;

/** One of the results. */
export type Result = (typeof RESULTS)[number];

/** How strongly an RFC wants something. RFC 2119. */
export type Level = "MUST" | "SHOULD" | "MAY";

/** What a check has found. */
export type Finding =
  | { readonly kind: "met" }
  /** The server takes another way that the RFC leaves open. */
  | { readonly kind: "open"; readonly message: string }
  /** The server departs from the RFC as a client is known to need. */
  | { readonly kind: "deviates"; readonly message: string; readonly client: string }
  | { readonly kind: "unmet"; readonly message: string }
  | { readonly kind: "skipped"; readonly message: string };

/** What was measured of one thing: a requirement, a transcript, an assertion of somebody's suite. */
export interface Item {
  readonly id: string;
  readonly result: Result;
  /** What came, and why it is no success; undefined for a success. */
  readonly message?: string | undefined;
  /** The client that a deviation is for, as far as the check knows one. */
  readonly client?: string | undefined;
  /** Why nothing could be measured here, where that is no trait of the server: a folder or a hook is missing. */
  readonly unavailable?: boolean;
}

const unmet: Readonly<Record<Level, Result>> = { MUST: "error", SHOULD: "acceptable", MAY: "compliant" };

/** The result that a finding is for a requirement of some level. */
export function resultOf(finding: Finding, level: Level): Result {
  switch (finding.kind) {
    case "met":
      return "success";
    case "open":
      return "compliant";
    case "deviates":
      return "deviation";
    case "unmet":
      return unmet[level];
    case "skipped":
      return "skipped";
  }
}

const order: readonly Result[] = ["skipped", "success", "compliant", "acceptable", "deviation", "error"];

/** The worst of several items on the same thing; what was skipped only counts where nothing else was measured. */
export function worstOf(items: readonly Item[]): Item | undefined {
  return items.toSorted((a, b) => order.indexOf(b.result) - order.indexOf(a.result))[0];
}
