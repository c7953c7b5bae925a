import { useRouter } from "@tanstack/react-router";

/** Returns the function that tells whether there is a page at a path below /console. */
export function useHasPage(): (path: string) => boolean {
  const patterns = Object.keys(useRouter().routesByPath).map((pattern) => pattern.split("/"));
  return (path) => {
    const parts = path.split("?")[0]?.split("/") ?? [];
    return patterns.some(
      (pattern) =>
        pattern.length === parts.length &&
        pattern.every((part, index) => part.startsWith("$") || part === parts[index]),
    );
  };
}
