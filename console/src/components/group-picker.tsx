import { Spinner } from "@fluentui/react-components";
import { lazy, type ReactNode, Suspense } from "react";
import type { PickerItem } from "./picker-box";

const GroupPickerBox = lazy(() =>
  import("./group-picker-box").then(({ GroupPickerBox: component }) => ({ default: component })),
);

/** What a picker of groups takes. */
export interface GroupPickerProps {
  readonly label: string;
  readonly onPick: (group: PickerItem) => void;
}

/** A box that finds groups as one types; it is loaded when it is shown. */
export function GroupPicker(props: GroupPickerProps): ReactNode {
  return (
    <Suspense fallback={<Spinner size="tiny" label={props.label} />}>
      <GroupPickerBox {...props} />
    </Suspense>
  );
}
