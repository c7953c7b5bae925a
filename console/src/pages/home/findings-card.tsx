import { CheckmarkCircleFilled, ErrorCircleFilled, InfoFilled, WarningFilled } from "@fluentui/react-icons";
import type { ReactElement, ReactNode } from "react";
import { codeWords } from "../../api/code-words";
import { AppLink } from "../../components/app-link";
import { Card } from "../../components/card";
import { Moment } from "../../components/moment";
import styles from "./home.module.css";
import type { Overview } from "./home-page";

type Finding = Overview["findings"][number];

const ICONS: Readonly<Record<Finding["severity"], ReactElement>> = {
  error: <ErrorCircleFilled />,
  warning: <WarningFilled />,
  info: <InfoFilled />,
};

const ORDER: readonly Finding["severity"][] = ["error", "warning", "info"];

/** What needs attention, the worst first, each with the page where it is remedied. */
export function FindingsCard({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  const sorted = findings.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  return (
    <Card title="Needs attention" isWide>
      {sorted.length === 0 && (
        <span>
          <CheckmarkCircleFilled aria-hidden /> Nothing. All is well.
        </span>
      )}
      <ul className={styles.list}>
        {sorted.map((finding) => (
          <FindingItem key={`${finding.code} ${finding.detail}`} finding={finding} />
        ))}
      </ul>
    </Card>
  );
}

function FindingItem({ finding }: { readonly finding: Finding }): ReactNode {
  const { severity, code, detail, nextStep, since, action } = finding;
  return (
    <li className={styles.finding}>
      <span className={styles.icon} data-severity={severity} role="img" aria-label={severity}>
        {ICONS[severity]}
      </span>
      <span>
        <span className={styles.strong}>{detail}</span> {nextStep}
        {since !== undefined && (
          <span className={styles.muted}>
            {" "}
            Since <Moment at={since} />.
          </span>
        )}
      </span>
      <AppLink to={`/${action.page}`}>{codeWords(code)}</AppLink>
    </li>
  );
}
