import { Button, Tooltip } from "@fluentui/react-components";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, Suspense, useState } from "react";
import { send } from "../../api/client";
import { useNotices } from "../../app/notices";
import { toTarget } from "../../components/app-link";
import { LazyRolesDialog } from "../users/lazy-roles-dialog";
import { RemedyDialog } from "./remedy-dialog";
import { isHarmless, remedyForm, remedyLabel, remedyPage } from "./remedy-words";
import type { Access, Remedy } from "./words";

interface RemedyButtonProps {
  readonly access: Access;
  readonly remedy: Remedy;
  readonly isPrimary?: boolean;
  readonly onDone: () => void;
}

/** The button of a remedy: what it would do comes first, and those who may not do it read who may. */
export function RemedyButton({ access, remedy, isPrimary = false, onDone }: RemedyButtonProps): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const navigate = useNavigate();
  const notices = useNotices();
  const label = remedyLabel(remedy, access);
  const form = remedyForm(remedy);
  const close = (): void => setIsOpen(false);
  const done = (): void => {
    close();
    notices.done(`${label}: done`);
    onDone();
  };
  const sendNow = async (): Promise<void> => {
    setIsBusy(true);
    try {
      await send(remedy.method, `/admin/v1${remedy.path}`, remedy.body);
      done();
    } catch (error) {
      notices.failed(error);
    }
    setIsBusy(false);
  };
  const press = (): void => {
    if (!remedy.permitted || isBusy) return;
    if (form === "page") void navigate(toTarget(remedyPage(remedy, access)));
    else if (isHarmless(remedy)) void sendNow();
    else setIsOpen(true);
  };
  const button = (
    <Button
      appearance={isPrimary ? "primary" : "secondary"}
      disabledFocusable={!remedy.permitted || isBusy}
      onClick={press}
    >
      {label}
    </Button>
  );
  return (
    <>
      {remedy.permitted ? (
        button
      ) : (
        <Tooltip content={`Needs the role ${remedy.needs.join(" or ")}`} relationship="description">
          {button}
        </Tooltip>
      )}
      {isOpen && form === "roles" && (
        <Suspense fallback={null}>
          <LazyRolesDialog
            userId={access.userId}
            userName={access.userName}
            instance={access.instance}
            onClose={close}
            onDone={done}
          />
        </Suspense>
      )}
      {isOpen && form !== "roles" && (
        <RemedyDialog title={label} access={access} remedies={[remedy]} onClose={close} onDone={done} />
      )}
    </>
  );
}
