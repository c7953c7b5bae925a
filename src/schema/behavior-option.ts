/** One point on which clients and the RFCs disagree: what the option does, and which clients need it on. */
export interface BehaviorOption {
  /** What the server does when the option is on, and what it does when it is off. */
  readonly meaning: string;
  readonly tolerant: boolean;
  readonly strict: boolean;
  /** The rule that the option departs from or decides about. */
  readonly rule: string;
  /** The clients that need the option on. */
  readonly neededBy: string;
  /** True when the SCIM interoperability profile requires the value of strict mode. */
  readonly inProfile?: true;
}
