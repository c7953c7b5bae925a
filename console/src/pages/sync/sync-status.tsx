import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { useNotices } from "../../app/notices";
import { ActButton } from "../../components/act-button";
import { Facts } from "../../components/facts";
import styles from "../../components/lines.module.css";
import { relativeTime } from "../../components/moment";

/** The counts of what waits, and the commands about everybody. */
export function SyncStatus(): ReactNode {
  const client = useQueryClient();
  const { done } = useNotices();
  const { data } = useQuery({
    queryKey: ["sync", "status"],
    queryFn: () => body(api.GET("/admin/v1/sync")),
    refetchInterval: 5_000,
  });
  const everybody = async (): Promise<void> => {
    await api.POST("/admin/v1/sync", { body: {} });
    await client.invalidateQueries({ queryKey: ["sync"] });
    done("Everybody is synchronized in the background.");
  };
  const retry = async (): Promise<void> => {
    const answer = await body(api.POST("/admin/v1/sync/tasks/retry", { body: {} }));
    await client.invalidateQueries({ queryKey: ["sync"] });
    done("tasks" in answer ? `Tasks that are tried again: ${answer.tasks}.` : "Asked for.");
  };
  return (
    <>
      {data !== undefined && (
        <Facts
          facts={[
            ["Waiting", data.waiting],
            ["Parked", data.parked],
            ["Oldest since", data.oldest === undefined ? "–" : relativeTime(data.oldest)],
          ]}
        />
      )}
      <div className={styles.actions}>
        <ActButton
          label="Synchronize everybody"
          action="manageInstances"
          verb="Synchronize"
          isPrimary
          onConfirm={everybody}
        >
          Every record is compared with the directory and corrected where it differs. It takes a while; people
          go on working.
        </ActButton>
        <ActButton
          label="Try parked tasks again"
          action="manageInstances"
          verb="Try again"
          disabledBecause={data?.parked === 0 ? "No task is parked" : undefined}
          onConfirm={retry}
        >
          All parked tasks are tried once more.
        </ActButton>
      </div>
    </>
  );
}
