import { Badge, Spinner, Switch } from "@fluentui/react-components";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import { useNotices } from "../../app/notices";
import { useMay } from "../../app/session";
import { ActionDialog } from "../../components/action-dialog";
import { AppLink } from "../../components/app-link";
import { EmptyState } from "../../components/empty-state";
import { Impact } from "../../components/impact";
import { Moment } from "../../components/moment";
import { ProblemBar } from "../../components/problem-bar";
import { type License, type Sku, useLicenses, useSkus } from "./user-api";
import type { TabProps } from "./user-page";
import styles from "./user-page.module.css";

/** The licenses of a user: a switch for each product, which is off and locked where no seat is left. */
export function LicensesTab({ user }: TabProps): ReactNode {
  const licenses = useLicenses(user.id);
  const skus = useSkus();
  const queries = useQueryClient();
  const notices = useNotices();
  const [asked, setAsked] = useState<{ readonly partNumber: string; readonly isOn: boolean }>();
  const failure = licenses.error ?? skus.error;
  if (failure !== null) return <ProblemBar problem={asProblem(failure)} />;
  if (licenses.data === undefined || skus.data === undefined) return <Spinner label="Loading the licenses" />;
  if (skus.data.length === 0) {
    return (
      <EmptyState
        title="There is no product yet"
        commands={[{ label: "Add a product (SKU)", to: "/licenses" }]}
      />
    );
  }
  const post = (partNumber: string, isOn: boolean, query: object) =>
    api.POST("/admin/v1/users/{id}/licenses", {
      params: { path: { id: user.id }, query },
      body: isOn ? { add: [partNumber] } : { remove: [partNumber] },
    });
  const change = async (partNumber: string, isOn: boolean): Promise<void> => {
    await post(partNumber, isOn, {});
    await queries.invalidateQueries();
    notices.done(isOn ? `${partNumber} is assigned` : `${partNumber} is removed`, () => {
      change(partNumber, !isOn).catch(notices.failed);
    });
  };
  return (
    <>
      <ul className={styles.list}>
        {skus.data.map((sku) => (
          <SkuItem
            key={sku.id}
            sku={sku}
            license={licenses.data.find(({ skuId }) => skuId === sku.id)}
            onChange={(isOn) => setAsked({ partNumber: sku.partNumber, isOn })}
          />
        ))}
      </ul>
      {asked !== undefined && (
        <ActionDialog
          title={`${asked.isOn ? "Assign" : "Remove"} ${asked.partNumber}?`}
          action={asked.isOn ? "Assign" : "Remove"}
          isReady
          onAction={async () => {
            await change(asked.partNumber, asked.isOn);
            setAsked(undefined);
          }}
          onClose={() => setAsked(undefined)}
        >
          <Impact
            id={["license", user.id, asked.partNumber, asked.isOn]}
            preview={(query) => body(post(asked.partNumber, asked.isOn, query))}
          />
        </ActionDialog>
      )}
    </>
  );
}

interface SkuItemProps {
  readonly sku: Sku;
  readonly license: License | undefined;
  readonly onChange: (isOn: boolean) => void;
}

function SkuItem({ sku, license, onChange }: SkuItemProps): ReactNode {
  const mayAssign = useMay("assignLicenses");
  const mayBuy = useMay("manageSeats");
  const { displayName, partNumber, available, purchased } = sku;
  const has = license !== undefined && license.status !== "released";
  const byGroup = license?.assignedByGroup;
  const isFull = !has && available <= 0;
  const why = !mayAssign
    ? "Needs user management or global."
    : byGroup !== undefined
      ? "A group gives it: take the user out of the group."
      : isFull
        ? "No seat is available."
        : undefined;
  return (
    <li className={styles.item}>
      <span>
        <strong>{displayName}</strong> <LicenseBadge license={license} />
        <span className={styles.muted}>
          {partNumber} · {available} of {purchased} available
          {has && (
            <>
              {" · since "}
              <Moment at={license.since} />
            </>
          )}
          {byGroup !== undefined && (
            <>
              {" · "}
              <AppLink to={`/groups/${encodeURIComponent(byGroup)}/licenses`}>given by a group</AppLink>
            </>
          )}
          {isFull && mayBuy && (
            <>
              {" · "}
              <AppLink to={`/licenses/${encodeURIComponent(partNumber)}/seats`}>Buy seats</AppLink>
            </>
          )}
          {license?.error !== undefined && ` · ${license.error}`}
          {why !== undefined && ` · ${why}`}
        </span>
      </span>
      <Switch
        aria-label={`License ${displayName}`}
        label={has ? "On" : "Off"}
        checked={has}
        disabled={why !== undefined}
        onChange={(_event, { checked }) => onChange(checked)}
      />
    </li>
  );
}

function LicenseBadge({ license }: { readonly license: License | undefined }): ReactNode {
  if (license === undefined || license.status === "active") return null;
  const words = { held: "Held by an invitation", error: "Waits for a seat", released: "Released" }[
    license.status
  ];
  return (
    <Badge appearance="tint" color={license.status === "error" ? "danger" : "warning"}>
      {words}
    </Badge>
  );
}
