import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import type { components } from "../../api/schema";
import { type Topic, useLive } from "../../app/live";
import { useRefusals } from "../../app/session";
import { CardGrid } from "../../components/card";
import type { Command } from "../../components/command-bar";
import { Moment } from "../../components/moment";
import { Page } from "../../components/page";
import { ProblemBar } from "../../components/problem-bar";
import { AccessCard } from "./access-card";
import { FindingsCard } from "./findings-card";
import styles from "./home.module.css";
import { InvitationsCard, SynchronizationCard, UsersCard } from "./number-cards";
import { ProvidersCard } from "./providers-card";
import { SeatsCard } from "./seats-card";
import { SetupCard } from "./setup-card";

const HoldBar = lazy(() =>
  import("../../components/hold-bar").then(({ HoldBar: component }) => ({ default: component })),
);

/** What Home shows, in one answer. */
export type Overview = components["schemas"]["Overview"];

/** What Home is told about; it looks again at once. */
const TOPICS: readonly Topic[] = ["findings", "seats", "sync", "users"];

/** How often Home looks again where nothing is told, in milliseconds. */
const INTERVAL = 60_000;

/** Says in ten seconds whether all is well, and what to do next. */
export function HomePage(): ReactNode {
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ["overview"],
    queryFn: () => body(api.GET("/admin/v1/reports/overview")),
    refetchInterval: INTERVAL,
  });
  useLive(TOPICS, () => void refetch());
  const commands = useCommands(() => void refetch());
  return (
    <Page title="Home" commands={commands} beside={data && <Asked at={data.at} />}>
      {error !== null && <ProblemBar problem={asProblem(error)} onRetry={() => void refetch()} />}
      {data?.findings.some(({ code }) => code === "CHANGES_HELD") === true && (
        <Suspense fallback={null}>
          <HoldBar />
        </Suspense>
      )}
      <div aria-busy={data === undefined && isFetching}>{data && <Cards overview={data} />}</div>
    </Page>
  );
}

function Asked({ at }: { readonly at: string }): ReactNode {
  return (
    <span className={styles.asked}>
      as of <Moment at={at} />
    </span>
  );
}

function useCommands(refresh: () => void): readonly Command[] {
  const refusalOf = useRefusals();
  return [
    { label: "Add a user", to: "/users/new", isPrimary: true, disabledBecause: refusalOf("manageUsers") },
    {
      label: "Connect a provider",
      to: "/provisioning/connect",
      disabledBecause: refusalOf("manageServer"),
    },
    { label: "Refresh", onClick: refresh, shortcut: "r" },
  ];
}

function Cards({ overview }: { readonly overview: Overview }): ReactNode {
  return (
    <CardGrid>
      <SetupCard overview={overview} />
      <FindingsCard findings={overview.findings} />
      <AccessCard instances={overview.access} />
      <SeatsCard seats={overview.seats} />
      <ProvidersCard connections={overview.connections} />
      <UsersCard users={overview.users} />
      <SynchronizationCard sync={overview.sync} />
      <InvitationsCard invitations={overview.invitations} mails={overview.mails} />
    </CardGrid>
  );
}
