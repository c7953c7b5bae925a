import { describeSettings } from "../config/settings.js";
import type { Command } from "./command.js";

/** `usher config`: lists all settings. */
export const config: Command = {
  name: "config",
  summary: "List the settings: environment variable, default, meaning",
  async run(call) {
    const settings = describeSettings();
    const blocks = settings.map(({ name, default: fallback, meaning }) => {
      const head = fallback === undefined ? name : `${name} (default ${fallback})`;
      return `${head}\n    ${meaning.replaceAll("`", "")}`;
    });
    call.print(settings, blocks.join("\n"));
  },
};
