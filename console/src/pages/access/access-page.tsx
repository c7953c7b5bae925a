import { Dropdown, Field, Option, Spinner } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import { useMay } from "../../app/session";
import { useUrlState } from "../../app/url-state";
import { EmptyState } from "../../components/empty-state";
import { Page } from "../../components/page";
import { ProblemBar } from "../../components/problem-bar";
import { UserPicker } from "../../components/user-picker";
import { nameOf, useUser } from "../users/user-api";
import { useAccess } from "./access-api";
import { AccessAt, AccessHistory } from "./access-history";
import styles from "./access-page.module.css";
import { AsOf } from "./as-of";
import { ComparedAccess } from "./compared-access";
import { ExplainedAccess } from "./explained-access";
import { NearMatches } from "./near-matches";
import type { Access } from "./words";

/** Why can't she sign in? The page that answers it, for a person and an instance in its address. */
export function AccessPage(): ReactNode {
  const [{ user = "", instance, at, with: other }, change] = useUrlState();
  const { data: instances } = useQuery({
    queryKey: ["instances", "list"],
    queryFn: () => body(api.GET("/admin/v1/instances", {})),
  });
  const places = instances?.value ?? [];
  const chosen = places.find(({ id, name }) => id === instance || name === instance) ?? places[0];
  return (
    <Page
      title="Why can't she sign in?"
      lead="Every check between a person and an instance, in order, and what to do about the one that fails."
    >
      <div className={styles.question}>
        <UserPicker
          key={user}
          label="User"
          initialText={user}
          onPick={({ userName }) => change({ user: userName, at: undefined })}
          onName={(name) => change({ user: name, at: undefined })}
        />
        <Field label="Instance">
          <Dropdown
            value={chosen?.displayName ?? ""}
            selectedOptions={chosen === undefined ? [] : [chosen.name]}
            onOptionSelect={(_event, { optionValue }) => change({ instance: optionValue })}
          >
            {places.map(({ name, displayName }) => (
              <Option key={name} value={name}>
                {displayName}
              </Option>
            ))}
          </Dropdown>
        </Field>
        <AsOf at={at} onChange={(next) => change({ at: next }, { replace: true })} />
      </div>
      {user !== "" && at === undefined && (
        <div className={styles.question}>
          <UserPicker
            key={other}
            label="Compare with"
            initialText={other ?? ""}
            onPick={({ userName }) => change({ with: userName })}
          />
        </div>
      )}
      {user === "" ? (
        <NobodyYet />
      ) : (
        <Answer key={user} user={user} instance={chosen?.name} at={at} other={other} />
      )}
    </Page>
  );
}

function NobodyYet(): ReactNode {
  return (
    <EmptyState title="Who cannot sign in?">
      Search for a person by name, user name or e-mail address. The CRM can link here, too:
      /console/access?user=ada@contoso.com&amp;instance=main
    </EmptyState>
  );
}

interface AnswerProps {
  readonly user: string;
  readonly instance: string | undefined;
  readonly at: string | undefined;
  /** Who is compared with the user. */
  readonly other: string | undefined;
}

function Answer({ user, instance, at, other }: AnswerProps): ReactNode {
  const { data, error, isPending, refetch } = useAccess(user, instance);
  if (error !== null) {
    const problem = asProblem(error);
    if (problem.status === 404 && problem.code !== "UNKNOWN_INSTANCE") return <Unknown user={user} />;
    return <ProblemBar problem={problem} onRetry={() => void refetch()} />;
  }
  if (isPending) return <Spinner label="Asking" />;
  const [access] = data;
  if (access === undefined)
    return <EmptyState title="There is no instance yet">Add an instance first.</EmptyState>;
  if (at !== undefined) {
    return <AccessAt user={access.userId} instance={access.instance.name} at={at} />;
  }
  return (
    <>
      <Named access={access} />
      {other !== undefined && (
        <>
          <h2 className={styles.section}>Beside {other}</h2>
          <ComparedAccess access={access} other={other} />
        </>
      )}
      <h2 className={styles.section}>History</h2>
      <AccessHistory user={access.userId} instance={access.instance.name} />
    </>
  );
}

/** The answer with the name of the person, where the person is not deleted. */
function Named({ access }: { readonly access: Access }): ReactNode {
  const { data } = useUser(access.userId);
  return <ExplainedAccess access={access} name={data === undefined ? access.userName : nameOf(data)} />;
}

function Unknown({ user }: { readonly user: string }): ReactNode {
  const maySeeLog = useMay("manageServer");
  return (
    <>
      <EmptyState
        title={`Nobody is called "${user}"`}
        commands={[
          { label: "Search users", to: `/users?q=${encodeURIComponent(user)}` },
          { label: "Deleted users", to: "/users/deleted" },
          ...(maySeeLog
            ? [{ label: "What the provider sent", to: `/provisioning/log?q=${encodeURIComponent(user)}` }]
            : []),
        ]}
      >
        No user, deleted user or stub has this user name or id. Check the spelling; perhaps the provider has
        not sent the person yet, or was refused.
      </EmptyState>
      <NearMatches name={user} />
    </>
  );
}
