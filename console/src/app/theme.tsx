import { FluentProvider, webDarkTheme, webLightTheme } from "@fluentui/react-components";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from "react";

/** The theme that a person has chosen; `system` follows the device. High contrast is the device's alone. */
export type ThemeChoice = "system" | "light" | "dark";

const CHOICES: readonly ThemeChoice[] = ["system", "light", "dark"];
const STORED = "usher.theme";
const ThemeContext = createContext<[ThemeChoice, (choice: ThemeChoice) => void]>(["system", () => undefined]);
const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");

function onSystemChange(listener: () => void): () => void {
  prefersDark.addEventListener("change", listener);
  return () => prefersDark.removeEventListener("change", listener);
}

function storedChoice(): ThemeChoice {
  const stored = localStorage.getItem(STORED);
  return CHOICES.find((choice) => choice === stored) ?? "system";
}

/** Draws everything within in the chosen theme. */
export function ThemeProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [choice, setChoice] = useState(storedChoice);
  const isSystemDark = useSyncExternalStore(onSystemChange, () => prefersDark.matches);
  const isDark = choice === "dark" || (choice === "system" && isSystemDark);
  useEffect(() => {
    document.documentElement.style.colorScheme = isDark ? "dark" : "light";
  }, [isDark]);
  const value = useMemo((): [ThemeChoice, (choice: ThemeChoice) => void] => {
    const choose = (next: ThemeChoice): void => {
      localStorage.setItem(STORED, next);
      setChoice(next);
    };
    return [choice, choose];
  }, [choice]);
  return (
    <ThemeContext value={value}>
      <FluentProvider theme={isDark ? webDarkTheme : webLightTheme}>{children}</FluentProvider>
    </ThemeContext>
  );
}

/** Returns the chosen theme, and the function that changes it. */
export function useThemeChoice(): [ThemeChoice, (choice: ThemeChoice) => void] {
  return useContext(ThemeContext);
}
