import { Tab, TabList } from "@fluentui/react-components";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import { useLive } from "../../app/live";
import { numberText } from "../../app/numbers";
import { useUrlState } from "../../app/url-state";
import { CopyField } from "../../components/copy-field";
import { Moment } from "../../components/moment";
import { Page } from "../../components/page";
import { ProblemBar } from "../../components/problem-bar";
import { ConnectionCredentials } from "./connection-credentials";
import { ConnectionOptions } from "./connection-options";
import { type Connection, useActivity, useAddresses } from "./connections";
import styles from "./provisioning.module.css";

const ConnectionTraffic = lazy(async () => ({
  default: (await import("./connection-traffic")).ConnectionTraffic,
}));

const CRUMBS = [{ label: "Provisioning", to: "/provisioning" }];

const TABS = [
  { value: "overview", label: "Overview" },
  { value: "traffic", label: "Traffic" },
  { value: "credentials", label: "Credentials" },
  { value: "options", label: "Options" },
];

/** One connection: what it does, its tokens, its options. */
export function ConnectionPage(): ReactNode {
  const { name = "" } = useParams({ strict: false }) as { name?: string };
  const [{ tab = "overview" }, change] = useUrlState();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ["connections", name],
    queryFn: () => body(api.GET("/admin/v1/connections/{name}", { params: { path: { name } } })),
  });
  useLive(["provisioning", "connections"], () => {
    for (const key of ["connections", "overview", "tokens", "fingerprint"]) {
      void queries.invalidateQueries({ queryKey: [key] });
    }
  });
  return (
    <Page
      title={name}
      crumbs={CRUMBS}
      commands={[
        { label: "Its requests", to: `/provisioning/log?connection=${encodeURIComponent(name)}` },
        { label: "Refresh", onClick: () => void refetch(), shortcut: "r" },
      ]}
    >
      {error !== null && <ProblemBar problem={asProblem(error)} onRetry={() => void refetch()} />}
      <TabList
        selectedValue={tab}
        onTabSelect={(_event, { value }) => change({ tab: String(value) }, { replace: true })}
      >
        {TABS.map(({ value, label }) => (
          <Tab key={value} value={value}>
            {label}
          </Tab>
        ))}
      </TabList>
      {data !== undefined && tab === "overview" && <Overview connection={data} />}
      {data !== undefined && tab === "traffic" && (
        <Suspense>
          <ConnectionTraffic name={data.name} />
        </Suspense>
      )}
      {data !== undefined && tab === "credentials" && <ConnectionCredentials name={data.name} />}
      {data !== undefined && tab === "options" && <ConnectionOptions connection={data} />}
    </Page>
  );
}

function Overview({ connection }: { readonly connection: Connection }): ReactNode {
  const { name, mode, visibility, client } = connection;
  const activity = useActivity().data?.get(name);
  const addresses = useAddresses().data;
  const { data: fingerprint } = useQuery({
    queryKey: ["fingerprint", name],
    queryFn: () => body(api.GET("/admin/v1/connections/{name}/fingerprint", { params: { path: { name } } })),
  });
  const facts: readonly (readonly [string, ReactNode])[] = [
    ["Preset", client ?? "none"],
    ["Mode", mode],
    ["It sees", visibility === "all" ? "the whole directory" : "what it has made"],
    [
      "First request",
      activity?.firstRequestAt === undefined ? "never" : <Moment key="first" at={activity.firstRequestAt} />,
    ],
    [
      "Last request",
      activity?.lastRequestAt === undefined ? "never" : <Moment key="last" at={activity.lastRequestAt} />,
    ],
    ["Requests in 24 h", numberText(activity?.requests24h ?? 0)],
    ["Errors in 24 h", numberText(activity?.errors24h ?? 0)],
  ];
  return (
    <div className={styles.narrow}>
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {addresses !== undefined && <CopyField label="SCIM URL" value={addresses.scimUrl} />}
      <h2 className={styles.section}>Which provider it seems to be</h2>
      {fingerprint === undefined || fingerprint.confidence === 0 ? (
        <p className={styles.quiet}>Not known yet: it has sent too little.</p>
      ) : (
        <>
          <p>
            {fingerprint.client}, {Math.round(fingerprint.confidence * 100)} %
          </p>
          <ul>
            {fingerprint.evidence.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
