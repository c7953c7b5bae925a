import { Spinner } from "@fluentui/react-components";
import { lazy, type ReactNode, Suspense } from "react";

const UserPickerBox = lazy(() =>
  import("./user-picker-box").then(({ UserPickerBox: component }) => ({ default: component })),
);

/** A person who was picked. */
export interface PickedUser {
  readonly id: string;
  readonly userName: string;
}

/** What a picker takes. */
export interface UserPickerProps {
  readonly label: string;
  /** The text in the box at first: the name of who was picked before. */
  readonly initialText?: string;
  readonly onPick: (user: PickedUser) => void;
  /** Called with a name that was typed and confirmed with Enter; without, only people who are found can be picked. */
  readonly onName?: (name: string) => void;
}

/** A box that finds people as one types; it is loaded when it is shown. */
export function UserPicker(props: UserPickerProps): ReactNode {
  return (
    <Suspense fallback={<Spinner size="tiny" label={props.label} />}>
      <UserPickerBox {...props} />
    </Suspense>
  );
}
