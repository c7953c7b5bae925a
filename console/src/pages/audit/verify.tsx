import { Button, Field, Input, MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import type { components } from "../../api/schema";
import { useNotices } from "../../app/notices";
import { ActButton } from "../../components/act-button";
import { CopyField } from "../../components/copy-field";
import styles from "../../components/lines.module.css";
import { ProblemBar } from "../../components/problem-bar";

/** Checks that the trail is whole, and erases the values of a person. */
export function Verify(): ReactNode {
  const [expect, setExpect] = useState("");
  const { data, error, mutate, isPending } = useMutation({
    mutationFn: () => {
      const query = expect.trim() === "" ? {} : { expect: expect.trim() };
      return body(api.GET("/admin/v1/audit/verification", { params: { query } }));
    },
  });
  return (
    <div className={styles.stack}>
      <p>
        Each entry is sealed with a hash of the one before. Verifying walks the whole chain, and tells whether
        an entry was altered, removed or added. Note the head elsewhere: with it, a later verification shows
        that the end of the trail is still there.
      </p>
      <div className={styles.filters}>
        <Field label="Head of an earlier verification">
          <Input value={expect} onChange={(_event, { value }) => setExpect(value)} />
        </Field>
        <Button appearance="primary" disabled={isPending} onClick={() => mutate()}>
          Verify
        </Button>
        <EraseValues />
      </div>
      {error !== null && <ProblemBar problem={asProblem(error)} />}
      {data !== undefined && <Report report={data} />}
    </div>
  );
}

function Report({ report }: { readonly report: components["schemas"]["AuditReport"] }): ReactNode {
  const { sealed, unsealed, erased, head, offense } = report;
  return (
    <>
      <MessageBar intent={offense === undefined ? "success" : "error"}>
        <MessageBarBody>
          {offense === undefined
            ? `The trail is whole. Sealed entries: ${sealed}; not sealed yet: ${unsealed}; with erased values: ${erased}.`
            : `At entry ${offense.sequence ?? offense.id ?? "unknown"}: ${offense.problem}`}
        </MessageBarBody>
      </MessageBar>
      <CopyField label="Head, to note elsewhere" value={head} />
    </>
  );
}

function EraseValues(): ReactNode {
  const [resourceId, setResourceId] = useState("");
  const { done } = useNotices();
  const erase = async (): Promise<void> => {
    const answer = await body(api.POST("/admin/v1/audit/erasures", { body: { resourceId } }));
    done("entries" in answer ? `Entries whose values are erased: ${answer.entries}.` : "Erased.");
  };
  return (
    <ActButton
      label="Erase a person's values"
      action="manageServer"
      verb="Erase"
      typed="erase"
      onConfirm={erase}
    >
      <div className={styles.stack}>
        <p>
          The values before and after are erased for good. What was done, when and by whom stays, and the
          chain stays whole.
        </p>
        <Field label="Id of the user" required>
          <Input value={resourceId} onChange={(_event, { value }) => setResourceId(value)} />
        </Field>
      </div>
    </ActButton>
  );
}
