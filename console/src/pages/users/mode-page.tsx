import { Button, Spinner } from "@fluentui/react-components";
import { CheckmarkCircleFilled, DismissCircleFilled, PauseCircleRegular } from "@fluentui/react-icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { api, body } from "../../api/client";
import { type ApiProblem, asProblem } from "../../api/problem";
import type { components } from "../../api/schema";
import { useUrlState } from "../../app/url-state";
import { Page } from "../../components/page";
import { ProblemBar } from "../../components/problem-bar";
import { InstancePicker } from "./instance-picker";
import styles from "./mode-page.module.css";
import { nameOf, useInstances, useUser } from "./user-api";
import { Guarded } from "./user-commands";
import pageStyles from "./user-page.module.css";

type Workflow = components["schemas"]["Workflow"];
type State = Workflow["state"];

/** The steps of the wizard, with the state in which each is done. */
const STEPS: readonly (readonly [State, title: string, text: string])[] = [
  ["created", "Account", "The person is in the directory."],
  ["licensed", "License", "A license is assigned for the moment: without one no mode can be set."],
  ["synced", "Record", "The instance has an enabled record."],
  ["modeSet", "Access mode", "The record has the new mode."],
  ["licenseRemoved", "License removed", "The mode needs none: its seat is free again."],
  ["confirmed", "Confirmed", "The instance still shows the mode, and the person can use it."],
];

/** How often a running workflow is read again, in milliseconds. */
const WATCH = 1_500;
const ENDED: readonly State[] = ["confirmed", "canceled", "failed"];
const TITLES = { administrative: "Administrative user", nonInteractive: "Non-interactive user" } as const;

/** The wizard that makes a person an administrative or non-interactive user; it can be left, and goes on by itself. */
export function ModePage(): ReactNode {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const [{ instance, kind: asked, workflow: known }, change] = useUrlState();
  const kind = asked === "nonInteractive" ? "nonInteractive" : "administrative";
  const { data: user } = useUser(id);
  const { data: instances } = useInstances();
  const { data: workflow, error } = useWorkflow(id, kind, known);
  const chosen = instances?.find((one) => one.id === instance || one.name === instance) ?? instances?.[0];
  const name = user === undefined ? "User" : nameOf(user);
  const crumbs = [
    { label: "Active users", to: "/users" },
    { label: name, to: `/users/${encodeURIComponent(id)}/crm` },
  ];
  return (
    <Page
      title={TITLES[kind]}
      lead={
        kind === "administrative"
          ? `${name} will see settings and administration only, and need no license.`
          : `${name} will use the API only, without signing in, and need no license.`
      }
      crumbs={crumbs}
    >
      {error !== null && <ProblemBar problem={asProblem(error)} />}
      {workflow === undefined && error === null && <Spinner label="Looking how far it is" />}
      {workflow === null && chosen !== undefined && instances !== undefined && (
        <Start
          userId={id}
          kind={kind}
          instance={chosen.name}
          onStarted={(started) => change({ workflow: started }, { replace: true })}
        >
          <InstancePicker
            instances={instances}
            chosen={chosen}
            onPick={(next) => change({ instance: next })}
          />
        </Start>
      )}
      {workflow !== undefined && workflow !== null && (
        <Progress workflow={workflow} onAgain={() => change({ workflow: undefined })} />
      )}
    </Page>
  );
}

/** Reads the workflow of the address, else the one of the user that has not ended; null if there is none. */
function useWorkflow(userId: string, kind: Workflow["kind"], known: string | undefined) {
  return useQuery({
    queryKey: ["workflow", userId, kind, known ?? ""],
    queryFn: async (): Promise<Workflow | null> => {
      if (known !== undefined) {
        return body(api.GET("/admin/v1/workflows/{id}", { params: { path: { id: known } } }));
      }
      const { value } = await body(api.GET("/admin/v1/workflows", { params: { query: { user: userId } } }));
      return value.find((one) => one.kind === kind && !ENDED.includes(one.state)) ?? null;
    },
    refetchInterval: ({ state: { data } }) =>
      data === undefined || data === null || ENDED.includes(data.state) ? false : WATCH,
  });
}

interface StartProps {
  readonly userId: string;
  readonly kind: Workflow["kind"];
  readonly instance: string;
  readonly onStarted: (id: string) => void;
  readonly children: ReactNode;
}

function Start({ userId, kind, instance, onStarted, children }: StartProps): ReactNode {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const start = (): void => {
    if (isBusy) return;
    setIsBusy(true);
    setProblem(undefined);
    body(api.POST("/admin/v1/workflows", { body: { kind, userId, instance } }))
      .then((answer) => {
        if ("id" in answer) onStarted(answer.id);
      })
      .catch((error: unknown) => setProblem(asProblem(error)))
      .finally(() => setIsBusy(false));
  };
  return (
    <>
      <div className={pageStyles.fields}>{children}</div>
      <ol className={styles.steps}>
        {STEPS.map(([state, title, text]) => (
          <li key={state} className={styles.step}>
            <span className={styles.mark} aria-hidden>
              ○
            </span>
            <span>
              <strong>{title}</strong>
              <span className={pageStyles.muted}>{text}</span>
            </span>
          </li>
        ))}
      </ol>
      {problem !== undefined && <ProblemBar problem={problem} />}
      <div className={pageStyles.buttons}>
        <Guarded action="manageInstances" label={isBusy ? "Starting…" : "Start"} onClick={start} />
      </div>
    </>
  );
}

interface ProgressProps {
  readonly workflow: Workflow;
  readonly onAgain: () => void;
}

function Progress({ workflow, onAgain }: ProgressProps): ReactNode {
  const { id, kind, state, problem: why } = workflow;
  const queries = useQueryClient();
  const [problem, setProblem] = useState<ApiProblem>();
  const done = STEPS.findIndex(([one]) => one === state);
  const isOver = ENDED.includes(state);
  const press = async (deed: "resume" | "cancel"): Promise<void> => {
    setProblem(undefined);
    try {
      await (deed === "resume"
        ? api.POST("/admin/v1/workflows/{id}/resume", { params: { path: { id } } })
        : api.POST("/admin/v1/workflows/{id}/cancel", { params: { path: { id } } }));
    } catch (error) {
      setProblem(asProblem(error));
    }
    await queries.invalidateQueries();
  };
  return (
    <>
      <p role="status">{stateWords(workflow)}</p>
      <ol className={styles.steps}>
        {STEPS.map(([one, title, text], index) => {
          const isDone = index <= done;
          const isNext = index === done + 1 && !isOver;
          return (
            <li key={one} className={styles.step} data-state={isDone ? "done" : isNext ? "next" : "later"}>
              <span className={styles.mark} aria-hidden>
                {isDone ? <CheckmarkCircleFilled /> : isNext ? <PauseCircleRegular /> : "○"}
              </span>
              <span>
                <strong>
                  {title}
                  {isDone ? ": done" : isNext ? ": under way" : ""}
                </strong>
                <span className={pageStyles.muted}>{isNext && why !== undefined ? why : text}</span>
              </span>
            </li>
          );
        })}
        {(state === "failed" || state === "canceled") && (
          <li className={styles.step} data-state="failed">
            <span className={styles.mark} aria-hidden>
              <DismissCircleFilled />
            </span>
            <span>
              <strong>{state === "failed" ? "Failed" : "Canceled"}</strong>
              <span className={pageStyles.muted}>{why ?? "The steps that were done stay."}</span>
            </span>
          </li>
        )}
      </ol>
      {problem !== undefined && <ProblemBar problem={problem} />}
      <div className={pageStyles.buttons}>
        {state !== "confirmed" && (
          <Button appearance="primary" onClick={() => void press("resume")}>
            {isOver ? "Start again" : "Try at once"}
          </Button>
        )}
        {!isOver && <Button onClick={() => void press("cancel")}>Cancel</Button>}
        {state === "confirmed" && (
          <Button onClick={onAgain}>{`Another ${TITLES[kind].toLowerCase()}`}</Button>
        )}
      </div>
    </>
  );
}

function stateWords({ state, kind }: Workflow): string {
  if (state === "confirmed")
    return `Confirmed: still ${kind === "administrative" ? "Administrative" : "Non-interactive"}.`;
  if (state === "canceled") return "It was canceled.";
  if (state === "failed") return "It has failed.";
  return "It goes on by itself; you can leave this page and come back.";
}
