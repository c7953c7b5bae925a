import { PresenceBadge } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { numberText, percentText } from "../../app/numbers";
import { AppLink } from "../../components/app-link";
import { Card } from "../../components/card";
import { Moment } from "../../components/moment";
import { Sparkline } from "../../components/sparkline";
import { type HourlyRequests, useHourlyRequests } from "../../components/use-series";
import styles from "./home.module.css";
import type { Overview } from "./home-page";

type Connection = Overview["connections"][number];

/** The providers, and their last word. */
export function ProvidersCard({ connections }: { readonly connections: readonly Connection[] }): ReactNode {
  const hours = useHourlyRequests();
  return (
    <Card title="Providers" to="/provisioning">
      {connections.length === 0 && <span>No provider is connected yet.</span>}
      <ul className={styles.list}>
        {connections.map((connection) => (
          <ProviderItem key={connection.id} connection={connection} hours={hours.get(connection.name)} />
        ))}
      </ul>
    </Card>
  );
}

interface ProviderItemProps {
  readonly connection: Connection;
  readonly hours: HourlyRequests | undefined;
}

function ProviderItem({ connection, hours }: ProviderItemProps): ReactNode {
  const { name, client, confidence, lastRequestAt, requests24h, errors24h, tokenExpiresAt } = connection;
  const state = errors24h > 0 ? "busy" : requests24h > 0 ? "available" : "offline";
  const words = { busy: "some requests fail", available: "speaks", offline: "silent for a day" }[state];
  return (
    <li>
      <span className={styles.row}>
        <span>
          <PresenceBadge status={state} aria-label={words} />{" "}
          <AppLink to={`/provisioning/connections/${encodeURIComponent(name)}`}>{name}</AppLink>
        </span>
        <span className={styles.muted}>
          {client}
          {confidence > 0 && ` ${percentText(confidence)}`}
        </span>
      </span>
      <span>
        Last request {lastRequestAt === undefined ? "never" : <Moment at={lastRequestAt} />} ·{" "}
        {numberText(requests24h)} in 24 hours
        {errors24h > 0 && `, ${numberText(errors24h)} of them refused`}
      </span>
      <Sparkline requests={hours} />
      {tokenExpiresAt !== undefined && (
        <span className={styles.muted}>
          A token ends <Moment at={tokenExpiresAt} />
        </span>
      )}
    </li>
  );
}
