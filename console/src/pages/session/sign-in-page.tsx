import type { ReactNode } from "react";
import { EntryCard } from "./entry-card";
import { SignInForm } from "./sign-in-form";

/** Signing in; the page that was asked for follows at the same address. */
export function SignInPage(): ReactNode {
  return (
    <EntryCard title="Sign in">
      <SignInForm />
    </EntryCard>
  );
}
