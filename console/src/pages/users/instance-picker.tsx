import { Dropdown, Field, Option } from "@fluentui/react-components";
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
      <Dropdown
        value={chosen?.displayName ?? ""}
        selectedOptions={chosen === undefined ? [] : [chosen.name]}
        onOptionSelect={(_event, { optionValue }) => optionValue !== undefined && onPick(optionValue)}
      >
        {instances.map(({ name, displayName }) => (
          <Option key={name} value={name}>
            {displayName}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}
