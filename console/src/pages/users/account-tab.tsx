import { Button, Field, Input, MessageBar, MessageBarBody, Spinner } from "@fluentui/react-components";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { api, body } from "../../api/client";
import { type ApiProblem, asProblem } from "../../api/problem";
import { useNotices } from "../../app/notices";
import { type Conflict, ConflictView } from "../../components/conflict-view";
import { Impact } from "../../components/impact";
import { Moment } from "../../components/moment";
import { ProblemBar } from "../../components/problem-bar";
import { ACCOUNT_LABELS, type AccountFields, accountPatch, readAccount } from "./account-fields";
import { type User, useForm } from "./user-api";
import { Guarded } from "./user-commands";
import type { TabProps } from "./user-page";
import styles from "./user-page.module.css";

const NAMES = Object.keys(ACCOUNT_LABELS) as (keyof AccountFields)[];

/** The account of a user: what the directory has, and its change by hand. */
export function AccountTab({ user }: TabProps): ReactNode {
  const [draft, setDraft] = useState<{ readonly fields: AccountFields; readonly from: User }>();
  const { data: form } = useForm(user.id);
  const isProvided = form?.fields.some(({ changedBy }) => changedBy?.trigger === "scim") ?? false;
  const provider = form?.connection?.name ?? "The provider";
  const shown = draft?.fields ?? readAccount(user);
  return (
    <>
      {isProvided && (
        <MessageBar layout="multiline">
          <MessageBarBody>
            {provider} keeps this user. What you change here lasts until its next change of the same
            attribute.
          </MessageBarBody>
        </MessageBar>
      )}
      <AccountForm
        key={draft === undefined ? user.meta.version : "draft"}
        user={user}
        fields={shown}
        from={draft?.from}
        onChange={(fields) => setDraft({ fields, from: draft?.from ?? user })}
        onEnd={() => setDraft(undefined)}
      />
      <h2 className={styles.section}>Record keeping</h2>
      <div className={styles.fields}>
        <Field label="User name">
          <Input readOnly value={user.userName} />
        </Field>
        <Field label="Id">
          <Input readOnly value={user.id} />
        </Field>
        <p className={styles.muted}>
          Created {user.meta.created !== undefined && <Moment at={user.meta.created} />}, changed{" "}
          {user.meta.lastModified !== undefined && <Moment at={user.meta.lastModified} />}
        </p>
      </div>
    </>
  );
}

interface AccountFormProps {
  readonly user: User;
  readonly fields: AccountFields;
  /** The user as it was when the editing began; undefined while nothing is edited. */
  readonly from: User | undefined;
  readonly onChange: (fields: AccountFields) => void;
  readonly onEnd: () => void;
}

function AccountForm({ user, fields, from, onChange, onEnd }: AccountFormProps): ReactNode {
  const queries = useQueryClient();
  const notices = useNotices();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const [isAsking, setIsAsking] = useState(false);
  const isEditing = from !== undefined;
  const save = async (version: string | undefined): Promise<void> => {
    if (from === undefined) return;
    setIsBusy(true);
    setProblem(undefined);
    try {
      await patchUser(user.id, accountPatch(from, fields), {}, version);
      await queries.invalidateQueries();
      notices.done("The account was saved");
      onEnd();
    } catch (error) {
      setProblem(asProblem(error));
      await queries.invalidateQueries({ queryKey: ["user", user.id] });
    } finally {
      setIsBusy(false);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void save(from?.meta.version);
  };
  return (
    <form onSubmit={submit}>
      {problem !== undefined && problem.status !== 412 && <ProblemBar problem={problem} />}
      {problem?.status === 412 && from !== undefined && (
        <ConflictView
          conflicts={conflictsOf(fields, readAccount(user))}
          onTakeTheirs={onEnd}
          onKeepMine={() => void save(user.meta.version)}
        />
      )}
      <h2 className={styles.section}>Account</h2>
      <div className={styles.fields}>
        {NAMES.map((name) => (
          <Field key={name} label={ACCOUNT_LABELS[name]}>
            <Input
              value={fields[name]}
              readOnly={!isEditing}
              type={name === "email" ? "email" : "text"}
              onChange={(_event, { value }) => {
                setIsAsking(false);
                onChange({ ...fields, [name]: value });
              }}
            />
          </Field>
        ))}
      </div>
      <div className={styles.buttons}>
        {!isEditing && <Guarded action="manageUsers" label="Edit" onClick={() => onChange(fields)} />}
        {isEditing && (
          <>
            <Button
              type="submit"
              appearance="primary"
              disabled={isBusy}
              icon={isBusy ? <Spinner size="tiny" /> : null}
            >
              Save
            </Button>
            <Button onClick={() => setIsAsking(true)}>What would follow?</Button>
            <Button onClick={onEnd}>Cancel</Button>
          </>
        )}
      </div>
      {isAsking && from !== undefined && (
        <Impact
          id={["account", user.id, fields]}
          preview={(query) => body(patchUser(user.id, accountPatch(from, fields), query))}
        />
      )}
    </form>
  );
}

function patchUser(id: string, patch: Record<string, unknown>, query: object, version?: string) {
  const headers = version === undefined ? {} : { "If-Match": version };
  return api.PATCH("/admin/v1/users/{id}", { params: { path: { id }, query }, headers, body: patch });
}

/** What somebody else has saved meanwhile, beside what was typed. */
function conflictsOf(mine: AccountFields, theirs: AccountFields): Conflict[] {
  return NAMES.filter((name) => mine[name] !== theirs[name]).map((name) => ({
    label: ACCOUNT_LABELS[name],
    mine: mine[name],
    theirs: theirs[name],
  }));
}
