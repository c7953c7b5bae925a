import type { ReactNode } from "react";
import { AppLink } from "../../components/app-link";
import { Card } from "../../components/card";
import { SeatBar } from "../../components/seat-bar";
import styles from "./home.module.css";
import type { Overview } from "./home-page";

/** The seats of each product. */
export function SeatsCard({ seats }: { readonly seats: Overview["seats"] }): ReactNode {
  return (
    <Card title="Seats" to="/licenses">
      {seats.length === 0 && <span>No product is there yet.</span>}
      <ul className={styles.list}>
        {seats.map(({ id, displayName, partNumber, purchased, assigned, held, waiting }) => (
          <li key={id}>
            <span className={styles.row}>
              <AppLink to={`/licenses/${encodeURIComponent(partNumber)}/seats`}>{displayName}</AppLink>
              {waiting > 0 && <span className={styles.strong}>{waiting} wait for a seat</span>}
            </span>
            <SeatBar purchased={purchased} assigned={assigned} held={held} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
