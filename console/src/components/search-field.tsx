import { Field, Input } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useUrlState } from "../app/url-state";

/** Narrows the list of the page as one types. The text is `q` in the address, and the list begins at its first page. */
export function SearchField({ label = "Search" }: { readonly label?: string }): ReactNode {
  const [{ q }, change] = useUrlState();
  return (
    <Field label={label}>
      <Input
        data-page-search
        value={q ?? ""}
        onChange={(_event, { value }) => change({ q: value, cursor: undefined }, { replace: true })}
      />
    </Field>
  );
}
