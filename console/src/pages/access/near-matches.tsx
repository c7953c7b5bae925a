import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { AppLink } from "../../components/app-link";

/** People whose name begins like a name that nobody has. */
export function NearMatches({ name }: { readonly name: string }): ReactNode {
  const [q = ""] = name.split(/[@._\s-]+/).filter((part) => part.length > 1);
  const { data } = useQuery({
    queryKey: ["users", "near", q],
    queryFn: async () =>
      (await body(api.GET("/admin/v1/users", { params: { query: { q, limit: 5 } } }))).value,
    enabled: q !== "",
  });
  if (data === undefined || data.length === 0) return null;
  return (
    <>
      <h2>Did you mean …?</h2>
      <ul>
        {data.map(({ id, userName, displayName }) => (
          <li key={id}>
            <AppLink to={`/access?user=${encodeURIComponent(userName)}`}>
              {typeof displayName === "string" ? `${displayName} (${userName})` : userName}
            </AppLink>
          </li>
        ))}
      </ul>
    </>
  );
}
