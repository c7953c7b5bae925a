import { Checkbox, Field, Input, Select } from "@fluentui/react-components";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { api } from "../../api/client";
import { ActButton } from "../../components/act-button";
import { Impact, type PreviewQuery } from "../../components/impact";
import styles from "../../components/lines.module.css";
import { useConfirm } from "../../components/use-confirm";
import { useInstances } from "../instances/instance-api";
import { type Sku, useLicensesChanged } from "./license-api";
import { SeatsField } from "./seats-field";

interface SkuProps {
  readonly sku: Sku;
}

/** Changes what a product is called and what was agreed about it; not its seats. */
export function EditSku({ sku }: SkuProps): ReactNode {
  // It holds the version that it began with, so that a change of somebody else is not overwritten.
  const [draft, setDraft] = useState<Sku>();
  const { displayName, offerMinimum, billingCycle, nextCycleAt } = draft ?? sku;
  const set = (changes: Partial<Sku>): void => setDraft({ ...(draft ?? sku), ...changes });
  const changed = useLicensesChanged();
  const save = async (): Promise<void> => {
    const content = {
      displayName,
      offerMinimum,
      ...(billingCycle !== undefined && { billingCycle }),
      ...(nextCycleAt !== undefined && { nextCycleAt }),
    };
    const params = { path: { sku: sku.id } };
    const headers = versionOf(draft ?? sku);
    await api.PATCH("/admin/v1/licenses/{sku}", { params, headers, body: content }).finally(changed);
    setDraft(undefined);
  };
  return (
    <ActButton
      label="Edit"
      action="manageSeats"
      verb="Save"
      isReady={displayName.trim() !== ""}
      onConfirm={save}
    >
      <div className={styles.stack}>
        <Field label="Name" required>
          <Input value={displayName} onChange={(_event, { value }) => set({ displayName: value })} />
        </Field>
        <SeatsField
          label="Seats that the offer includes: it cannot be fewer"
          value={offerMinimum}
          min={0}
          onChange={(value) => set({ offerMinimum: value })}
        />
        <Field label="Billing cycle">
          <Select
            value={billingCycle ?? ""}
            onChange={(_event, { value }) => set({ billingCycle: value === "yearly" ? value : "monthly" })}
          >
            {billingCycle === undefined && <option value="">Not known</option>}
            <option value="monthly">Monthly</option>
            <option value="yearly">Yearly</option>
          </Select>
        </Field>
        <Field label="Next cycle date" hint="A reduction is in force from that day on.">
          <Input
            type="date"
            value={nextCycleAt?.slice(0, 10) ?? ""}
            onChange={(_event, { value }) => value !== "" && set({ nextCycleAt: `${value}T00:00:00Z` })}
          />
        </Field>
      </div>
    </ActButton>
  );
}

/** The header with which a change is refused if somebody else has changed the product meanwhile. */
function versionOf({ version }: Sku): { "If-Match"?: string } {
  return version === undefined ? {} : { "If-Match": version };
}

/** Removes a product that nobody uses. */
export function RemoveSku({ sku: { id, partNumber, displayName } }: SkuProps): ReactNode {
  const navigate = useNavigate();
  const changed = useLicensesChanged();
  const { look } = useConfirm();
  const path = { sku: id };
  const remove = async (): Promise<void> => {
    await api.DELETE("/admin/v1/licenses/{sku}", { params: { path } });
    await navigate({ to: "/licenses" });
    await changed();
  };
  const preview = (query: PreviewQuery) =>
    look(api.DELETE("/admin/v1/licenses/{sku}", { params: { path, query } }));
  return (
    <ActButton label="Remove" action="manageSeats" typed={partNumber} onConfirm={remove}>
      <div className={styles.stack}>
        <p>{displayName} is removed with its ledger. Nobody may have, hold or wait for a seat of it.</p>
        <Impact id={["sku", id, "remove"]} preview={preview} />
      </div>
    </ActButton>
  );
}

/** Chooses which instances a product opens: all, or some. */
export function ChangeOpens({ sku }: SkuProps): ReactNode {
  const { id } = sku;
  const [draft, setDraft] = useState<Sku>();
  const { instances = [] } = draft ?? sku;
  const { data } = useInstances();
  const changed = useLicensesChanged();
  const { look, confirmed } = useConfirm();
  const path = { sku: id };
  const content = { instances };
  const save = async (): Promise<void> => {
    const params = { path, query: confirmed };
    const headers = versionOf(draft ?? sku);
    await api.PATCH("/admin/v1/licenses/{sku}", { params, headers, body: content }).finally(changed);
    setDraft(undefined);
  };
  const preview = (query: PreviewQuery) =>
    look(
      api.PATCH("/admin/v1/licenses/{sku}", {
        params: { path, query },
        body: content,
      }),
    );
  return (
    <ActButton label="Change what it opens" action="manageSeats" verb="Save" onConfirm={save}>
      <div className={styles.stack}>
        <fieldset className={styles.choices}>
          <legend>Instances (none marked: it opens all)</legend>
          {data?.value.map((instance) => (
            <Checkbox
              key={instance.id}
              label={instance.displayName}
              checked={instances.includes(instance.id)}
              onChange={(_event, { checked }) => {
                const others = instances.filter((one) => one !== instance.id);
                setDraft({
                  ...(draft ?? sku),
                  instances: checked === true ? [...others, instance.id] : others,
                });
              }}
            />
          ))}
        </fieldset>
        <Impact id={["sku", id, "opens", ...instances]} preview={preview} />
      </div>
    </ActButton>
  );
}
