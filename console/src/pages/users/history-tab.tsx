import { Button, Spinner } from "@fluentui/react-components";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import { useMay } from "../../app/session";
import { AppLink } from "../../components/app-link";
import { EmptyState } from "../../components/empty-state";
import { Moment } from "../../components/moment";
import { ProblemBar } from "../../components/problem-bar";
import type { TabProps } from "./user-page";
import styles from "./user-page.module.css";

/** What was changed of a user, newest first. */
export function HistoryTab({ user }: TabProps): ReactNode {
  const maySee = useMay("manageServer");
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["user", user.id, "history"],
    queryFn: ({ pageParam }) => {
      const query = { limit: 50, ...(pageParam !== "" && { cursor: pageParam }) };
      return body(api.GET("/admin/v1/users/{id}/history", { params: { path: { id: user.id }, query } }));
    },
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
    enabled: maySee,
  });
  if (!maySee) {
    return (
      <EmptyState
        title="The audit trail needs global"
        commands={[
          { label: "History of the access", to: `/access?user=${encodeURIComponent(user.userName)}` },
        ]}
      >
        When the access to each instance changed, and through what, is on the page of access.
      </EmptyState>
    );
  }
  if (error !== null) return <ProblemBar problem={asProblem(error)} />;
  if (data === undefined) return <Spinner label="Loading the history" />;
  const entries = data.pages.flatMap(({ value }) => value);
  if (entries.length === 0) return <EmptyState title="Nothing was recorded of this user" />;
  return (
    <>
      <ol className={styles.list}>
        {entries.map(({ id, time, action, actor, trigger, changed, requestId }) => (
          <li key={id} className={styles.item}>
            <span>
              <strong>{action}</strong> {changed.length > 0 && changed.join(", ")}
              <span className={styles.muted}>
                {actor.kind} · {trigger}
                {requestId !== undefined && (
                  <>
                    {" · "}
                    <AppLink to={`/audit?requestId=${encodeURIComponent(requestId)}`}>
                      request {requestId.slice(0, 8)}
                    </AppLink>
                  </>
                )}
              </span>
            </span>
            <Moment at={time} />
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show older
        </Button>
      )}
    </>
  );
}
