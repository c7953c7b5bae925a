import { Button, ProgressBar } from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useEffectEvent } from "react";
import { api, body, changed } from "../../api/client";
import { asProblem } from "../../api/problem";
import { AppLink } from "../../components/app-link";
import { ProblemBar } from "../../components/problem-bar";
import styles from "../users/users.module.css";
import { isOpen, wordsOf } from "./job-words";

/** How often the state of a running job is read, in milliseconds. */
const POLLING = 1_000;

/** Reads a job, again and again until it has ended. */
function useJob(id: string) {
  return useQuery({
    queryKey: ["jobs", id],
    queryFn: () => body(api.GET("/admin/v1/jobs/{id}", { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data === undefined || isOpen(state.data) ? POLLING : false),
  });
}

interface JobProgressProps {
  readonly id: string;
  /** Called when the job has ended, so that what it changed is read again. */
  readonly onEnd?: () => void;
}

/** Shows how far a job is, and for whom it failed. */
export function JobProgress({ id, onEnd }: JobProgressProps): ReactNode {
  const { data: job, error, refetch } = useJob(id);
  const hasEnded = job !== undefined && !isOpen(job);
  const end = useEffectEvent(() => onEnd?.());
  useEffect(() => {
    if (hasEnded) end();
  }, [hasEnded]);
  if (error !== null) return <ProblemBar problem={asProblem(error)} onRetry={() => void refetch()} />;
  if (job === undefined) return <ProgressBar aria-label="Progress" />;
  const share = job.total === 0 ? 1 : job.done / job.total;
  return (
    <div className={styles.progress}>
      <ProgressBar
        aria-label="Progress"
        value={share}
        color={job.failed > 0 ? "warning" : isOpen(job) ? "brand" : "success"}
      />
      <span role="status">{wordsOf(job)}</span>
      {job.failed > 0 && <Failures id={id} failed={job.failed} />}
      <JobButtons id={id} isOpen={isOpen(job)} failed={job.failed} />
      <AppLink to={`/jobs?id=${id}`}>Open in Jobs</AppLink>
    </div>
  );
}

/** The first users for whom a job failed, with the reason. */
function Failures({ id, failed }: { readonly id: string; readonly failed: number }): ReactNode {
  const query = { state: "failed", limit: 50 } as const;
  const { data } = useQuery({
    queryKey: ["jobs", id, "failed", failed],
    queryFn: () => body(api.GET("/admin/v1/jobs/{id}/results", { params: { path: { id }, query } })),
  });
  return (
    <ul className={styles.failures} aria-label="Failed">
      {(data?.value ?? []).map(({ userId, displayName, detail }) => (
        <li key={userId}>
          <AppLink to={`/users/${userId}/account`}>{displayName ?? userId}</AppLink>: {detail}
        </li>
      ))}
      {failed > 50 && <li>… and {failed - 50} more</li>}
    </ul>
  );
}

interface JobButtonsProps {
  readonly id: string;
  readonly isOpen: boolean;
  readonly failed: number;
}

function JobButtons({ id, isOpen: runs, failed }: JobButtonsProps): ReactNode {
  const queries = useQueryClient();
  const path = { path: { id } };
  const settle = { onSettled: () => queries.invalidateQueries({ queryKey: ["jobs"] }) };
  const cancel = useMutation({
    mutationFn: () => changed(api.POST("/admin/v1/jobs/{id}/cancel", { params: path })),
    ...settle,
  });
  const retry = useMutation({
    mutationFn: () => changed(api.POST("/admin/v1/jobs/{id}/retry", { params: path })),
    ...settle,
  });
  const problem = cancel.error ?? retry.error;
  return (
    <>
      {problem !== null && <ProblemBar problem={asProblem(problem)} />}
      <div className={styles.buttons}>
        {runs && <Button onClick={() => cancel.mutate()}>Stop the job</Button>}
        {!runs && failed > 0 && <Button onClick={() => retry.mutate()}>Try the failed ones again</Button>}
      </div>
    </>
  );
}
