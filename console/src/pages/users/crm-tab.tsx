import type { ReactNode } from "react";
import { useUrlState } from "../../app/url-state";
import { EmptyState } from "../../components/empty-state";
import { CrmForm } from "./crm-form";
import { InstancePicker } from "./instance-picker";
import { useInstances } from "./user-api";
import type { TabProps } from "./user-page";
import styles from "./user-page.module.css";

/** The user as an instance of the CRM shows them. */
export function CrmTab({ user }: TabProps): ReactNode {
  const [{ instance }, change] = useUrlState();
  const { data: instances } = useInstances();
  const chosen = instances?.find(({ id, name }) => id === instance || name === instance) ?? instances?.[0];
  if (instances === undefined) return null;
  if (chosen === undefined) return <EmptyState title="There is no instance yet" />;
  return (
    <>
      <div className={styles.narrow}>
        <InstancePicker instances={instances} chosen={chosen} onPick={(name) => change({ instance: name })} />
      </div>
      <CrmForm key={chosen.id} user={user} instance={chosen} />
    </>
  );
}
