import { Field, Input } from "@fluentui/react-components";
import { type ReactNode, useState } from "react";
import { api, body } from "../../api/client";
import { ActButton } from "../../components/act-button";
import { AppLink } from "../../components/app-link";
import { DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import styles from "../../components/lines.module.css";
import { Moment } from "../../components/moment";
import { Page } from "../../components/page";
import { SeatBar } from "../../components/seat-bar";
import { useList } from "../../components/use-list";
import { useLicensesChanged } from "./license-api";
import { SeatsField } from "./seats-field";

/** The products with their pools of seats. */
export function LicensesPage(): ReactNode {
  const list = useList(["licenses", "list"], (query) =>
    body(api.GET("/admin/v1/licenses", { params: { query } })),
  );
  return (
    <Page
      title="Licenses"
      lead="Each product (SKU) has a pool of seats. A person needs a seat of a product that opens the instance."
    >
      <div className={styles.actions}>
        <AddSku />
      </div>
      <DataTable
        {...list}
        label="Licenses"
        rowId={({ id }) => id}
        empty={
          <EmptyState title="No product yet">
            Add the product (SKU) that you have bought, with the number of its seats.
          </EmptyState>
        }
        columns={[
          {
            id: "name",
            header: "Product",
            cell: ({ id, displayName }) => <AppLink to={`/licenses/${id}/seats`}>{displayName}</AppLink>,
          },
          { id: "part", header: "Part number", cell: ({ partNumber }) => partNumber },
          {
            id: "seats",
            header: "Seats",
            width: "24rem",
            cell: ({ purchased, assigned, held }) => (
              <SeatBar purchased={purchased} assigned={assigned} held={held} />
            ),
          },
          {
            id: "opens",
            header: "Opens",
            cell: ({ instances = [] }) =>
              instances.length === 0 ? "All instances" : `${instances.length} instances`,
          },
          {
            id: "reduction",
            header: "Next cycle",
            cell: ({ nextCycleAt, pendingPurchased }) => (
              <>
                {nextCycleAt === undefined ? "–" : <Moment at={nextCycleAt} />}
                {pendingPurchased !== undefined && `: ${pendingPurchased} seats then`}
              </>
            ),
          },
        ]}
      />
    </Page>
  );
}

function AddSku(): ReactNode {
  const [partNumber, setPartNumber] = useState("");
  const [displayName, setDisplayName] = useState("");
  const [purchased, setPurchased] = useState(10);
  const changed = useLicensesChanged();
  const add = async (): Promise<void> => {
    const name = displayName.trim();
    await api.POST("/admin/v1/licenses", {
      body: { partNumber: partNumber.trim(), purchased, ...(name !== "" && { displayName: name }) },
    });
    await changed();
  };
  return (
    <ActButton
      label="Add a product"
      action="manageSeats"
      verb="Add"
      isPrimary
      isReady={partNumber.trim() !== ""}
      onConfirm={add}
    >
      <div className={styles.stack}>
        <Field label="Part number" required hint="As your vendor writes it, DYN365_ENTERPRISE_SALES">
          <Input value={partNumber} onChange={(_event, { value }) => setPartNumber(value)} />
        </Field>
        <Field label="Name">
          <Input value={displayName} onChange={(_event, { value }) => setDisplayName(value)} />
        </Field>
        <SeatsField label="Seats" value={purchased} onChange={setPurchased} min={0} />
      </div>
    </ActButton>
  );
}
