/** One point where clients and the RFCs collide: what being on means, and who needs which. */
export interface BehaviorOption {
  /** What the server does when it is on; then what it does otherwise. */
  readonly meaning: string;
  readonly tolerant: boolean;
  readonly strict: boolean;
  /** Where the rule stands that it departs from, or decides about. */
  readonly rule: string;
  /** Clients that need it on. */
  readonly neededBy: string;
  /** True when the SCIM interoperability profile asks for what it is in strict mode. */
  readonly inProfile?: true;
}
