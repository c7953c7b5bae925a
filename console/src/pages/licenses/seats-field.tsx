import { Field, SpinButton } from "@fluentui/react-components";
import type { ReactNode } from "react";

interface SeatsFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max?: number;
  readonly onChange: (value: number) => void;
}

/** A number of seats. */
export function SeatsField({ label, value, min, max, onChange }: SeatsFieldProps): ReactNode {
  return (
    <Field label={label}>
      <SpinButton
        value={value}
        min={min}
        {...(max !== undefined && { max })}
        onChange={(_event, { value: next, displayValue = "" }) => {
          const number = next ?? Number.parseInt(displayValue, 10);
          if (Number.isSafeInteger(number) && number >= min) onChange(number);
        }}
      />
    </Field>
  );
}
