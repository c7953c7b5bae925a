import { Button, Spinner } from "@fluentui/react-components";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api, body } from "../../api/client";
import { type ApiProblem, asProblem } from "../../api/problem";
import { useNotices } from "../../app/notices";
import { useMay } from "../../app/session";
import { ConfirmDialog } from "../../components/confirm-dialog";
import { EmptyState } from "../../components/empty-state";
import { Impact } from "../../components/impact";
import { Moment } from "../../components/moment";
import { ProblemBar } from "../../components/problem-bar";
import type { TabProps } from "./user-page";
import styles from "./user-page.module.css";

const OPEN: readonly string[] = ["Invited", "Near Expired"];

/** The invitations of a user, newest first, and how to send one. */
export function InvitationTab({ user }: TabProps): ReactNode {
  const mayRead = useMay("manageUsers");
  const queries = useQueryClient();
  const notices = useNotices();
  const [problem, setProblem] = useState<ApiProblem>();
  const { data, error } = useQuery({
    queryKey: ["user", user.id, "invitations"],
    queryFn: () =>
      body(api.GET("/admin/v1/invitations", { params: { query: { user: user.id, limit: 50 } } })),
    enabled: mayRead,
  });
  if (!mayRead) return <EmptyState title="Invitations need user management or global" />;
  if (error !== null) return <ProblemBar problem={asProblem(error)} />;
  if (data === undefined) return <Spinner label="Loading the invitations" />;
  const run = async (call: () => Promise<unknown>, done: string): Promise<void> => {
    setProblem(undefined);
    try {
      await call();
      await queries.invalidateQueries();
      notices.done(done);
    } catch (failure) {
      setProblem(asProblem(failure));
    }
  };
  const invite = (): Promise<void> =>
    run(
      () => api.POST("/admin/v1/users/{id}/invitation", { params: { path: { id: user.id } }, body: {} }),
      "The invitation was sent",
    );
  const isOpen = data.value.some(({ status }) => OPEN.includes(status));
  return (
    <>
      {problem !== undefined && <ProblemBar problem={problem} />}
      <div className={styles.buttons}>
        {!isOpen && (
          <Button appearance="primary" onClick={() => void invite()}>
            Send an invitation
          </Button>
        )}
      </div>
      {data.value.length === 0 && (
        <EmptyState title="Never invited">
          People who are provisioned need no invitation. One holds a seat until it is accepted or ends.
        </EmptyState>
      )}
      <ol className={styles.list}>
        {data.value.map(({ id, status, issuedAt, expiresAt, endedAt, kind }) => (
          <li key={id} className={styles.item}>
            <span>
              <strong>{status}</strong>
              <span className={styles.muted}>
                Sent <Moment at={issuedAt} />
                {kind === "again" && ", again"}
                {endedAt !== undefined ? (
                  <>
                    , ended <Moment at={endedAt} />
                  </>
                ) : (
                  <>
                    , ends <Moment at={expiresAt} />
                  </>
                )}
              </span>
            </span>
            {OPEN.includes(status) && (
              <span className={styles.buttons}>
                <Button
                  onClick={() =>
                    void run(
                      () =>
                        api.POST("/admin/v1/invitations/{id}/resend", { params: { path: { id } }, body: {} }),
                      "The invitation was sent again",
                    )
                  }
                >
                  Send again
                </Button>
                <ConfirmDialog
                  trigger={<Button>Revoke</Button>}
                  title="Revoke the invitation?"
                  action="Revoke"
                  onConfirm={() =>
                    run(
                      () => api.POST("/admin/v1/invitations/{id}/revoke", { params: { path: { id } } }),
                      "The invitation was revoked",
                    )
                  }
                >
                  <p>The link stops working, and the seat that it holds becomes free.</p>
                  <Impact
                    id={["revoke", id]}
                    preview={(query) =>
                      body(api.POST("/admin/v1/invitations/{id}/revoke", { params: { path: { id }, query } }))
                    }
                  />
                </ConfirmDialog>
              </span>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
