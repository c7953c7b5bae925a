import { Combobox, Field, Option } from "@fluentui/react-components";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useDeferredValue, useState } from "react";

/** Something that can be picked. */
export interface PickerItem {
  readonly id: string;
  /** What stands in the box when it was picked. */
  readonly text: string;
  /** What the list shows; `text` if omitted. */
  readonly label?: string;
}

interface PickerBoxProps {
  readonly label: string;
  /** What is picked: "users". */
  readonly kind: string;
  readonly placeholder: string;
  /** The text in the box at first. */
  readonly initialText?: string;
  /** Finds what matches; called with what was typed. */
  readonly find: (q: string) => Promise<readonly PickerItem[]>;
  readonly onPick: (item: PickerItem) => void;
  /** Called with a text that was typed and confirmed with Enter. */
  readonly onName?: (name: string) => void;
}

/** A box that finds things as one types. */
export function PickerBox(props: PickerBoxProps): ReactNode {
  const { label, kind, placeholder, initialText = "", find, onPick, onName } = props;
  const [text, setText] = useState(initialText);
  const q = useDeferredValue(text.trim());
  const { data } = useQuery({
    queryKey: [kind, "pick", q],
    queryFn: () => find(q),
    enabled: q !== "",
    placeholderData: keepPreviousData,
  });
  const items = q === "" ? [] : (data ?? []);
  return (
    <Field label={label}>
      <Combobox
        freeform
        data-page-search
        autoComplete="off"
        placeholder={placeholder}
        value={text}
        selectedOptions={[]}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={({ key, currentTarget }) => {
          const isOnOption = currentTarget.getAttribute("aria-activedescendant") !== null;
          if (key === "Enter" && !isOnOption && text.trim() !== "") onName?.(text.trim());
        }}
        onOptionSelect={(_event, { optionValue }) => {
          const item = items.find(({ id }) => id === optionValue);
          if (item === undefined) return;
          setText(item.text);
          onPick(item);
        }}
      >
        {items.map(({ id, text: short, label: long = short }) => (
          <Option key={id} value={id} text={short}>
            {long}
          </Option>
        ))}
      </Combobox>
    </Field>
  );
}
