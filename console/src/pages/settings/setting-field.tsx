import { Button, Field, Input, Select, Switch } from "@fluentui/react-components";
import type { ReactNode } from "react";
import styles from "./settings.module.css";
import type { Setting } from "./tenant-tab";

interface SettingFieldProps {
  readonly setting: Setting;
  readonly value: Setting["value"];
  readonly onChange: (value: Setting["value"]) => void;
}

/** One setting: what it means, its value, its default, and the instances that differ. */
export function SettingField({ setting, value, onChange }: SettingFieldProps): ReactNode {
  const { meaning, default: fallback, differsIn = [] } = setting;
  const isDefault = String(value) === String(fallback);
  return (
    <div className={styles.setting}>
      <Field label={labelOf(setting.name)} hint={meaning}>
        {controlOf({ setting, value, onChange })}
      </Field>
      <p className={styles.facts}>
        {isDefault ? "Default" : `Default: ${String(fallback) === "" ? "empty" : String(fallback)}`}
        {!isDefault && (
          <Button
            size="small"
            appearance="subtle"
            aria-label={`Reset ${labelOf(setting.name)} to the default`}
            onClick={() => onChange(likeValue(setting, String(fallback)))}
          >
            Reset
          </Button>
        )}
        {differsIn.length > 0 &&
          ` · Differs in ${differsIn.map((one) => `${one.name} (${String(one.value)})`).join(", ")}`}
      </p>
    </div>
  );
}

function controlOf({ setting, value, onChange }: SettingFieldProps): ReactNode {
  if (typeof setting.value === "boolean")
    return <Switch checked={value === true} onChange={(_event, { checked }) => onChange(checked)} />;
  if (setting.values !== undefined)
    return (
      <Select value={String(value)} onChange={(_event, data) => onChange(data.value)}>
        {setting.values.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </Select>
    );
  return (
    <Input
      type={typeof setting.value === "number" ? "number" : "text"}
      value={String(value)}
      onChange={(_event, data) => onChange(likeValue(setting, data.value))}
    />
  );
}

/** Reads a text as the kind of value that the setting has. */
function likeValue({ value }: Setting, text: string): Setting["value"] {
  if (typeof value === "boolean") return text === "true";
  return typeof value === "number" && text !== "" ? Number(text) : text;
}

/** Puts the name of a setting into words: of `passwords.maxFailures`, "Max failures". */
function labelOf(name: string): string {
  const last = name
    .split(".")
    .slice(-2)
    .join(" ")
    .replace(/^\S+ (?=.)/, "");
  const words = (
    name.startsWith("access.") ? name.slice("access.".length).replace(".", ": ") : last
  ).replaceAll(/([a-z])([A-Z])/g, (_all, end: string, start: string) => `${end} ${start.toLowerCase()}`);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
