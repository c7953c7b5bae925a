/** Returns a path of an admin route in Express's notation: `/users/{id}` becomes `/users/:id`. */
export function toExpressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}

/**
 * Sorts a path with a fixed part before one with a parameter in its place, so that `/users/deleted` is not read as a
 * user's id.
 */
export function bySpecificity(a: string, b: string): number {
  const [left, right] = [a.split("/"), b.split("/")];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const order = Number(isNamed(left[index])) - Number(isNamed(right[index]));
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function isNamed(part: string | undefined): boolean {
  return part?.startsWith(":") ?? false;
}
