import { Checkbox, Input, MessageBar, MessageBarBody, Spinner } from "@fluentui/react-components";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import { ActionDialog } from "../../components/action-dialog";
import { Impact } from "../../components/impact";
import { ProblemBar } from "../../components/problem-bar";
import styles from "./roles-dialog.module.css";

interface RolesDialogProps {
  readonly userId: string;
  readonly userName: string;
  readonly instance: { readonly name: string; readonly displayName: string };
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Manage User Roles: the security roles of the user's business unit, and no others. */
export function RolesDialog({ userId, userName, instance, onClose, onDone }: RolesDialogProps): ReactNode {
  const queries = useQueryClient();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>();
  const path = { instance: instance.name, user: userId };
  const { data, error } = useQuery({
    queryKey: ["roles", instance.name, userId, "assignable"],
    queryFn: () =>
      body(api.GET("/admin/v1/instances/{instance}/users/{user}/assignable-roles", { params: { path } })),
  });
  const roles = data?.value ?? [];
  const selected = chosen ?? new Set(roles.filter(({ assigned }) => assigned).map(({ id }) => id));
  const words = text.trim().toLowerCase();
  const shown = roles.filter(({ name }) => name.toLowerCase().includes(words));
  const toggle = (id: string, isOn: boolean): void => {
    const next = new Set(selected);
    if (isOn) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const content = { roleIds: [...selected] };
  const put = (query: object) =>
    api.PUT("/admin/v1/instances/{instance}/users/{user}/roles", { params: { path, query }, body: content });
  const save = async (): Promise<void> => {
    await put({});
    await queries.invalidateQueries({ queryKey: ["roles", instance.name, userId] });
    onDone();
  };
  return (
    <ActionDialog
      title="Manage User Roles"
      action="Save"
      isReady={chosen !== undefined}
      onAction={save}
      onClose={onClose}
    >
      <p className={styles.lead}>
        Security roles of {userName} in {instance.displayName}
        {data !== undefined && `, business unit ${data.businessUnit.name}`}. Only the security roles available
        for that business unit are shown.
      </p>
      {data === undefined && error === null && <Spinner size="small" label="Loading the roles" />}
      {error !== null && <ProblemBar problem={asProblem(error)} />}
      {roles.length > 8 && (
        <Input
          className={styles.search}
          aria-label="Search roles"
          placeholder="Search roles"
          value={text}
          onChange={(_event, { value }) => setText(value)}
        />
      )}
      <ul className={styles.roles} aria-label="Roles">
        {shown.map(({ id, name, description }) => (
          <li key={id}>
            <Checkbox
              label={name}
              checked={selected.has(id)}
              onChange={(_event, { checked }) => toggle(id, checked === true)}
            />
            {description !== undefined && <span className={styles.description}>{description}</span>}
          </li>
        ))}
      </ul>
      {data !== undefined && shown.length === 0 && <p>No role matches.</p>}
      {data !== undefined && selected.size === 0 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            Without a security role the user cannot sign in. Removing roles is not the recommended way of
            removing access: block sign-in, or remove the license.
          </MessageBarBody>
        </MessageBar>
      )}
      {chosen !== undefined && <Impact id={["roles", path, content]} preview={(query) => body(put(query))} />}
    </ActionDialog>
  );
}
