import { Button, Field, Input, MessageBar, MessageBarBody } from "@fluentui/react-components";
import { EyeOffRegular, EyeRegular } from "@fluentui/react-icons";
import { type ReactNode, useState } from "react";
import { CopyButton } from "./copy-field";
import { saveFile } from "./save-file";
import styles from "./secret-once.module.css";

interface SecretOnceProps {
  readonly label: string;
  readonly secret: string;
  /** The name of the file that Download writes. */
  readonly fileName: string;
  /** Called when the person says that she has kept it; the caller then drops the secret. */
  readonly onKept: () => void;
}

/**
 * Shows a secret that the server tells once. The caller holds it in the state of a component only: never in an address,
 * in the cache of queries (`gcTime: 0`) or in the storage of the browser.
 */
export function SecretOnce({ label, secret, fileName, onKept }: SecretOnceProps): ReactNode {
  const [isShown, setIsShown] = useState(false);
  const eye = (
    <Button
      appearance="transparent"
      size="small"
      icon={isShown ? <EyeOffRegular /> : <EyeRegular />}
      aria-label={isShown ? `Hide ${label}` : `Reveal ${label}`}
      onClick={() => setIsShown(!isShown)}
    />
  );
  return (
    <div className={styles.secret}>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>It is shown once, and cannot be shown again.</MessageBarBody>
      </MessageBar>
      <Field label={label}>
        <Input
          readOnly
          type={isShown ? "text" : "password"}
          autoComplete="off"
          value={secret}
          contentAfter={
            <>
              {eye}
              <CopyButton text={secret} label={`Copy ${label}`} />
            </>
          }
        />
      </Field>
      <div className={styles.buttons}>
        <Button onClick={() => saveFile(fileName, "text/plain", [`${secret}\n`])}>Download</Button>
        <Button appearance="primary" onClick={onKept}>
          I have kept it
        </Button>
      </div>
    </div>
  );
}
