/** A map by two keys, such as a user's id and an instance's. */
export class PairMap<Value> {
  readonly #values = new Map<string, Map<string, Value>>();

  get(first: string, second: string): Value | undefined {
    return this.#values.get(first)?.get(second);
  }

  set(first: string, second: string, value: Value): void {
    const known = this.#values.get(first);
    if (known === undefined) this.#values.set(first, new Map([[second, value]]));
    else known.set(second, value);
  }
}
