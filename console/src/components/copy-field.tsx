import { Button, Field, Input, Tooltip } from "@fluentui/react-components";
import { CheckmarkRegular, CopyRegular } from "@fluentui/react-icons";
import { type ReactNode, useState } from "react";
import { useNotices } from "../app/notices";

/** A button that puts a text on the clipboard, and says so. */
export function CopyButton({
  text,
  label = "Copy",
}: {
  readonly text: string;
  readonly label?: string;
}): ReactNode {
  const notices = useNotices();
  const [isCopied, setIsCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(() => {
      setIsCopied(true);
      notices.announce("Copied");
      setTimeout(() => setIsCopied(false), 2_000);
    }, notices.failed);
  };
  return (
    <Tooltip content={isCopied ? "Copied" : label} relationship="label">
      <Button
        appearance="transparent"
        size="small"
        icon={isCopied ? <CheckmarkRegular /> : <CopyRegular />}
        onClick={copy}
      />
    </Tooltip>
  );
}

/** A value to be copied elsewhere, with its label. */
export function CopyField({ label, value }: { readonly label: string; readonly value: string }): ReactNode {
  return (
    <Field label={label}>
      <Input readOnly value={value} contentAfter={<CopyButton text={value} label={`Copy ${label}`} />} />
    </Field>
  );
}
