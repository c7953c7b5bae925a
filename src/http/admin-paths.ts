/** A path of an admin route as Express writes it: `/users/{id}` is `/users/:id`. */
export function toExpressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}

/** Puts a path with a fixed part before one that has a name there, so that `/users/deleted` is no user's id. */
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
