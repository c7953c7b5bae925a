/** The properties of an operation that decide when it can run. */
export interface Dependent {
  /** The positions of the operations that create the resources it refers to; its own may be among them. */
  readonly needs: readonly number[];
  /** The resource it changes; operations on the same resource keep their order. Undefined for one that creates. */
  readonly target: string | undefined;
}

/**
 * Returns the order in which the operations of a bulk request run: the client's, except that an operation waits for
 * those that create what it refers to. Operations that create resources in a circle of references form one unit. Takes
 * time proportional to the operations and their references.
 * @returns positions of operations, each once; those of one list run as one
 * @see RFC 7644 §3.7, §3.7.1
 */
export function schedule(operations: readonly Dependent[]): number[][] {
  const units = circles(operations);
  const unitOf: number[] = [];
  for (const [unit, members] of units.entries()) for (const member of members) unitOf[member] = unit;

  const waiting = units.map(() => 0);
  const followers: number[][] = units.map(() => []);
  for (const [before, after] of orderings(operations)) {
    const [first, second] = [unitOf[before] ?? 0, unitOf[after] ?? 0];
    if (first === second) continue;
    followers[first]?.push(second);
    waiting[second] = (waiting[second] ?? 0) + 1;
  }
  return inOrder(units, waiting, followers);
}

/** Yields pairs of operations; the first must run before the second. */
function* orderings(operations: readonly Dependent[]): Generator<[before: number, after: number]> {
  const lastOn = new Map<string, number>();
  for (const [place, { needs, target }] of operations.entries()) {
    for (const needed of needs) yield [needed, place];
    if (target === undefined) continue;
    const last = lastOn.get(target);
    if (last !== undefined) yield [last, place];
    lastOn.set(target, place);
  }
}

/** Puts each unit at the position of its last operation, or as soon as the units it waits for have run. */
function inOrder(units: readonly number[][], waiting: number[], followers: readonly number[][]): number[][] {
  const lastOf = (unit: number): number => units[unit]?.at(-1) ?? 0;
  const order = [...units.keys()].sort((a, b) => lastOf(a) - lastOf(b));
  const reached = new Set<number>();
  const result: number[][] = [];
  for (const unit of order) {
    reached.add(unit);
    const ready = waiting[unit] === 0 ? [unit] : [];
    // The list grows during the loop.
    for (const next of ready) {
      result.push(units[next] ?? []);
      for (const follower of followers[next] ?? []) {
        waiting[follower] = (waiting[follower] ?? 0) - 1;
        if (waiting[follower] === 0 && reached.has(follower)) ready.push(follower);
      }
    }
  }
  return result;
}

/** A position on the path of the search for circles. */
interface Step {
  readonly place: number;
  /** The number of its needs that have been followed. */
  followed: number;
}

/**
 * Returns the strongly connected components of the references (Tarjan's algorithm, with a list instead of recursion):
 * lists of one operation, and of several that need each other in a circle; each in the client's order.
 */
function circles(operations: readonly Dependent[]): number[][] {
  const found: number[][] = [];
  const index = new Map<number, number>();
  const lowest = new Map<number, number>();
  const stack: number[] = [];
  const stacked = new Set<number>();
  const lower = (place: number, to: number): void => {
    lowest.set(place, Math.min(lowest.get(place) ?? to, to));
  };
  const enter = (place: number): Step => {
    index.set(place, index.size);
    lower(place, index.size - 1);
    stack.push(place);
    stacked.add(place);
    return { place, followed: 0 };
  };
  const leave = ({ place }: Step, parent: Step | undefined): void => {
    const low = lowest.get(place) ?? 0;
    if (parent) lower(parent.place, low);
    if (low !== index.get(place)) return;
    const members = stack.splice(stack.lastIndexOf(place));
    for (const member of members) stacked.delete(member);
    found.push(members.sort((a, b) => a - b));
  };
  for (const start of operations.keys()) {
    if (index.has(start)) continue;
    const path = [enter(start)];
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const needed = operations[step.place]?.needs[step.followed++];
      if (needed === undefined) {
        path.pop();
        leave(step, path.at(-1));
      } else if (!index.has(needed)) path.push(enter(needed));
      else if (stacked.has(needed)) lower(step.place, index.get(needed) ?? 0);
    }
  }
  return found;
}
