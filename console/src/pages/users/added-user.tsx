import { Button, MessageBar, MessageBarBody } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { ApiProblem } from "../../api/problem";
import { AppLink } from "../../components/app-link";
import { CopyField } from "../../components/copy-field";
import { ProblemBar } from "../../components/problem-bar";
import { SecretOnce } from "../../components/secret-once";
import styles from "./users.module.css";

/** A user who was just added. */
export interface Added {
  readonly id: string;
  readonly userName: string;
  /** Undefined if none was made, and once the person has kept it. */
  readonly temporaryPassword: string | undefined;
  /** Why the licenses could not be assigned. */
  readonly problem: ApiProblem | undefined;
}

interface AddedUserProps {
  readonly added: Added;
  readonly onKept: () => void;
  readonly onAgain: () => void;
}

/** What was made: the user name, and the temporary password, once. */
export function AddedUser({ added, onKept, onAgain }: AddedUserProps): ReactNode {
  const { id, userName, temporaryPassword, problem } = added;
  return (
    <div className={styles.form}>
      <MessageBar intent="success">
        <MessageBarBody>The user was added.</MessageBarBody>
      </MessageBar>
      {problem !== undefined && <ProblemBar problem={problem} />}
      <CopyField label="Username" value={userName} />
      {temporaryPassword !== undefined && (
        <SecretOnce
          label="Temporary password"
          secret={temporaryPassword}
          fileName="temporary-password.txt"
          onKept={onKept}
        />
      )}
      <span>
        Without a security role the user cannot sign in to an instance yet:{" "}
        <AppLink to={`/users/${id}/account`}>open the user</AppLink> to assign roles.
      </span>
      <div className={styles.buttons}>
        <Button appearance="primary" onClick={onAgain}>
          Add another user
        </Button>
      </div>
    </div>
  );
}
