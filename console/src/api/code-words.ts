/** Returns a code of the API in words: of `NOT_IN_SECURITY_GROUP`, "Not in security group". */
export function codeWords(code: string): string {
  const words = code
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
