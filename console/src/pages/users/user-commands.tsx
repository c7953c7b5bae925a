import { Button, Tooltip } from "@fluentui/react-components";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type MouseEvent, type ReactNode, type Ref, useState } from "react";
import { api, body } from "../../api/client";
import { useNotices } from "../../app/notices";
import { useRefusal } from "../../app/session";
import { ConfirmDialog } from "../../components/confirm-dialog";
import { CopyButton } from "../../components/copy-field";
import { Impact } from "../../components/impact";
import { SecretOnce } from "../../components/secret-once";
import { nameOf, type User } from "./user-api";
import styles from "./user-page.module.css";

/** What can be done with a user: reset the password, block, delete. */
export function UserCommands({ user }: { readonly user: User }): ReactNode {
  const { id } = user;
  const queries = useQueryClient();
  const notices = useNotices();
  const navigate = useNavigate();
  const [secret, setSecret] = useState<string>();
  const isBlocked = user.active === false;
  const params = { path: { id } };
  const refresh = (): Promise<void> => queries.invalidateQueries();
  const patch = (active: boolean, query: object) =>
    api.PATCH("/admin/v1/users/{id}", { params: { ...params, query }, body: { active } });
  const setActive = async (active: boolean): Promise<void> => {
    await patch(active, {});
    await refresh();
    notices.done(active ? "Sign-in is unblocked" : "Sign-in is blocked", () => {
      setActive(!active).catch(notices.failed);
    });
  };
  const reset = async (): Promise<void> => {
    const answer = await body(api.POST("/admin/v1/users/{id}/password-reset", { params, body: {} }));
    if ("temporaryPassword" in answer) setSecret(answer.temporaryPassword);
  };
  const requestDeletion = (query: object) =>
    api.DELETE("/admin/v1/users/{id}", { params: { ...params, query } });
  const remove = async (): Promise<void> => {
    await requestDeletion({});
    await refresh();
    notices.done(`${nameOf(user)} was deleted`, () => {
      api
        .POST("/admin/v1/deleted-users/{id}/restore", { params })
        .then(refresh)
        .then(() => notices.done(`${nameOf(user)} was restored, without seats and memberships`))
        .catch(notices.failed);
    });
    void navigate({ to: "/users" });
  };
  return (
    <>
      <div className={styles.buttons}>
        <ConfirmDialog
          trigger={<Guarded action="resetPasswords" label="Reset password" />}
          title={`Reset the password of ${nameOf(user)}?`}
          action="Reset password"
          onConfirm={reset}
        >
          A new temporary password takes the place of the old one. It is shown once, and has to be changed at
          the next sign-in.
        </ConfirmDialog>
        <ConfirmDialog
          trigger={<Guarded action="manageUsers" label={isBlocked ? "Unblock sign-in" : "Block sign-in"} />}
          title={isBlocked ? `Unblock ${nameOf(user)}?` : `Block the sign-in of ${nameOf(user)}?`}
          action={isBlocked ? "Unblock" : "Block"}
          onConfirm={() => setActive(isBlocked)}
        >
          <p>
            {isBlocked
              ? "The user can sign in again wherever nothing else is missing. A provider that sends active=false blocks the user again."
              : "The user cannot sign in anywhere, at once, and keeps the licenses. The records are disabled."}
          </p>
          <Impact id={["active", id, isBlocked]} preview={async (query) => body(patch(isBlocked, query))} />
        </ConfirmDialog>
        <ConfirmDialog
          trigger={<Guarded action="manageUsers" label="Delete" />}
          title={`Delete ${nameOf(user)}?`}
          action="Delete"
          typed={user.userName}
          onConfirm={remove}
        >
          <p>
            The user loses access to every instance; the seats become free, memberships end, records are
            disabled. While the user can be restored, seats and memberships do not come back with it. If a
            provider keeps the user, delete the user there: it may be created again otherwise.
          </p>
          <Impact id={["delete", id]} preview={(query) => body(requestDeletion(query))} />
        </ConfirmDialog>
        <CopyButton text={id} label="Copy the id" />
      </div>
      {secret !== undefined && (
        <SecretOnce
          label={`temporary password of ${user.userName}`}
          secret={secret}
          fileName="temporary-password.txt"
          onKept={() => setSecret(undefined)}
        />
      )}
    </>
  );
}

interface GuardedProps {
  readonly action: string;
  readonly label: string;
  readonly onClick?: (event: MouseEvent) => void;
  /** Set by the dialog that it opens. */
  readonly ref?: Ref<never>;
}

/** A button that only some administrators may press; the others read who may. */
export function Guarded({ action, label, onClick, ref = null, ...ofDialog }: GuardedProps): ReactNode {
  const refusal = useRefusal(action);
  const isPermitted = refusal === undefined;
  const button = (
    <Button
      {...ofDialog}
      ref={ref}
      disabledFocusable={!isPermitted}
      onClick={(event: MouseEvent) => isPermitted && onClick?.(event)}
    >
      {label}
    </Button>
  );
  if (isPermitted) return button;
  return (
    <Tooltip content={refusal} relationship="description">
      {button}
    </Tooltip>
  );
}
