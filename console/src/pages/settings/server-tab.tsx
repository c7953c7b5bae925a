import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body, send } from "../../api/client";
import { asProblem } from "../../api/problem";
import { CopyField } from "../../components/copy-field";
import { Facts } from "../../components/facts";
import styles from "../../components/lines.module.css";
import { ProblemBar } from "../../components/problem-bar";

/** What the server says of itself. */
interface Readiness {
  readonly ready: boolean;
  readonly database: string;
  readonly schema: string;
}

/** Whether the server is ready, and where providers reach it. */
export function ServerTab(): ReactNode {
  const { data, error, refetch } = useQuery({
    queryKey: ["readiness"],
    queryFn: () => send<Readiness>("GET", "/readyz"),
    refetchInterval: 30_000,
  });
  const { data: me } = useQuery({ queryKey: ["me"], queryFn: () => body(api.GET("/admin/v1/me")) });
  return (
    <div className={styles.stack}>
      {error !== null && <ProblemBar problem={asProblem(error)} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <Facts
          facts={[
            ["Server", data.ready ? "Ready" : "Not ready"],
            ["Database", data.database === "ok" ? "Answers" : data.database],
            ["Migrations", data.schema === "ok" ? "All have run" : data.schema],
            ["Tenant", me?.tenant ?? "–"],
          ]}
        />
      )}
      {me !== undefined && (
        <>
          <CopyField label="SCIM URL, as PUBLIC_URL says" value={me.features.scimUrl} />
          <CopyField label="Token endpoint" value={me.features.tokenUrl} />
          <p className={styles.quiet}>
            Providers on the internet reach these addresses only if they are public and begin with https. The
            setting PUBLIC_URL of the server names the right one.
          </p>
        </>
      )}
    </div>
  );
}
