import type { ReactNode } from "react";
import { useMay } from "../../app/session";
import { AppLink } from "../../components/app-link";
import { Moment } from "../../components/moment";
import styles from "./caused-by.module.css";
import { type Cause, causeText } from "./words";

/** Who made the change that caused something, with the way to its entries. */
export function CausedBy({ cause }: { readonly cause: Cause }): ReactNode {
  const maySee = useMay("manageServer");
  return (
    <p className={styles.cause}>
      {causeText(cause)} <Moment at={cause.time} />
      {maySee && cause.requestId !== undefined && cause.trigger === "scim" && (
        <>
          {" · "}
          <AppLink to={`/provisioning/log?requestId=${encodeURIComponent(cause.requestId)}`}>Request</AppLink>
        </>
      )}
      {maySee && (
        <>
          {" · "}
          <AppLink to={`/audit?resource=${encodeURIComponent(cause.resourceId)}`}>Audit</AppLink>
        </>
      )}
    </p>
  );
}
