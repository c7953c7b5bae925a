import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Badge,
  Spinner,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import { asProblem } from "../../api/problem";
import { useUrlState } from "../../app/url-state";
import { EmptyState } from "../../components/empty-state";
import { ProblemBar } from "../../components/problem-bar";
import { useAccess } from "../access/access-api";
import { AccessAt, AccessHistory } from "../access/access-history";
import { AsOf } from "../access/as-of";
import { ExplainedAccess } from "../access/explained-access";
import { nameOf } from "./user-api";
import type { TabProps } from "./user-page";

/** Whether the user can sign in to each instance, and why not, now or at a moment of the past. */
export function AccessTab({ user }: TabProps): ReactNode {
  const [{ at }, change] = useUrlState();
  return (
    <>
      <AsOf at={at} onChange={(next) => change({ at: next }, { replace: true })} />
      <Instances key={at} user={user} at={at} />
    </>
  );
}

/** The instances; broken ones are open, and all of them for a moment of the past. */
function Instances({ user, at }: TabProps & { readonly at: string | undefined }): ReactNode {
  const { data, error, isPending, refetch } = useAccess(user.id);
  if (error !== null) return <ProblemBar problem={asProblem(error)} onRetry={() => void refetch()} />;
  if (isPending) return <Spinner label="Asking" />;
  if (data.length === 0) return <EmptyState title="There is no instance yet" />;
  const broken = data
    .filter(({ apiAccess }) => !apiAccess || at !== undefined)
    .map(({ instance }) => instance.id);
  const [first] = data;
  return (
    <Accordion
      multiple
      collapsible
      defaultOpenItems={broken.length === 0 && data.length === 1 ? [first?.instance.id] : broken}
    >
      {data.map((access) => (
        <AccordionItem key={access.instance.id} value={access.instance.id}>
          <AccordionHeader as="h2">
            {access.instance.displayName}&nbsp;
            {at === undefined && (
              <Badge appearance="tint" color={access.apiAccess ? "success" : "danger"}>
                {access.canSignIn ? "Can sign in" : access.apiAccess ? "API only" : "Cannot sign in"}
              </Badge>
            )}
          </AccordionHeader>
          <AccordionPanel>
            {at === undefined ? (
              <>
                <ExplainedAccess access={access} name={nameOf(user)} />
                <h3>History</h3>
                <AccessHistory user={user.id} instance={access.instance.name} />
              </>
            ) : (
              <AccessAt user={user.id} instance={access.instance.name} at={at} />
            )}
          </AccordionPanel>
        </AccordionItem>
      ))}
    </Accordion>
  );
}
