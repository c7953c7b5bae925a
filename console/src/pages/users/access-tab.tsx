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
import { AppLink } from "../../components/app-link";
import { EmptyState } from "../../components/empty-state";
import { ProblemBar } from "../../components/problem-bar";
import { useAccess } from "../access/access-api";
import { ExplainedAccess } from "../access/explained-access";
import { nameOf } from "./user-api";
import type { TabProps } from "./user-page";

/** Whether the user can sign in to each instance, and why not; broken ones are open. */
export function AccessTab({ user }: TabProps): ReactNode {
  const { data, error, isPending, refetch } = useAccess(user.id);
  if (error !== null) return <ProblemBar problem={asProblem(error)} onRetry={() => void refetch()} />;
  if (isPending) return <Spinner label="Asking" />;
  if (data.length === 0) return <EmptyState title="There is no instance yet" />;
  const broken = data.filter(({ apiAccess }) => !apiAccess).map(({ instance }) => instance.id);
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
            <Badge appearance="tint" color={access.apiAccess ? "success" : "danger"}>
              {access.canSignIn ? "Can sign in" : access.apiAccess ? "API only" : "Cannot sign in"}
            </Badge>
          </AccordionHeader>
          <AccordionPanel>
            <ExplainedAccess access={access} name={nameOf(user)} />
            <AppLink
              to={`/access?user=${encodeURIComponent(user.userName)}&instance=${encodeURIComponent(access.instance.name)}`}
            >
              History of this access
            </AppLink>
          </AccordionPanel>
        </AccordionItem>
      ))}
    </Accordion>
  );
}
