import type { ReactNode } from "react";
import { codeWords } from "../../api/code-words";
import { AppLink } from "../../components/app-link";
import { Card } from "../../components/card";
import { ShareBar } from "../../components/share-bar";
import styles from "./home.module.css";
import type { Overview } from "./home-page";

/** The most reasons that are shown of an instance. */
const REASONS = 5;

/** Who cannot sign in: a bar for each instance, and the reasons with their numbers. */
export function AccessCard({ instances }: { readonly instances: Overview["access"] }): ReactNode {
  return (
    <Card title="Who cannot sign in" to="/access/reasons">
      {instances.length === 0 && <span>There is no instance yet.</span>}
      <ul className={styles.list}>
        {instances.map(({ instance, can, waiting, cannot, byReason }) => (
          <li key={instance.id}>
            <AppLink to={`/instances/${instance.name}/overview`}>{instance.name}</AppLink>
            <ShareBar
              shares={[
                { label: "can", value: can, tone: "good" },
                { label: "wait", value: waiting, tone: "waiting" },
                { label: "cannot", value: cannot, tone: "bad" },
              ]}
            />
            <span className={styles.reasons}>
              {byReason.slice(0, REASONS).map(({ code, users }) => (
                <AppLink
                  key={code}
                  to={`/users?instance=${encodeURIComponent(instance.name)}&reason=${code}`}
                >
                  {codeWords(code)} {users}
                </AppLink>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
