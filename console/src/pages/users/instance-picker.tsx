import { Field, Select } from "@fluentui/react-components";
import type { ReactNode } from "react";

interface Place {
  readonly name: string;
  readonly displayName: string;
}

interface InstancePickerProps {
  readonly instances: readonly Place[];
  readonly chosen: Place | undefined;
  /** Called with the name of an instance. */
  readonly onPick: (name: string) => void;
}

/** Chooses one of the instances. */
export function InstancePicker({ instances, chosen, onPick }: InstancePickerProps): ReactNode {
  return (
    <Field label="Instance">
      <Select value={chosen?.name ?? ""} onChange={(_event, { value }) => onPick(value)}>
        {chosen === undefined && <option value="" disabled />}
        {instances.map(({ name, displayName }) => (
          <option key={name} value={name}>
            {displayName}
          </option>
        ))}
      </Select>
    </Field>
  );
}
