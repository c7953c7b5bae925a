import { Dialog, DialogBody, DialogContent, DialogSurface, DialogTitle } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useSession } from "../../app/session";
import { SignInForm } from "./sign-in-form";

/** Asks to sign in again over the page whose session has ended; what was typed there stays. */
export function SignInDialog(): ReactNode {
  const { user } = useSession();
  return (
    <Dialog open modalType="alert">
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Your session has ended</DialogTitle>
          <DialogContent>
            <p>Sign in again to go on where you were.</p>
            <SignInForm userName={user.userName} />
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
