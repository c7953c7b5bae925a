import { api, changed } from "../../api/client";
import type { components } from "../../api/schema";

/** The plan of an import. */
export type UserImport = components["schemas"]["UserImport"];

/** A line of it. */
export type ImportLine = components["schemas"]["UserImportLine"];

/** What is planned. */
export interface ImportWish {
  /** Comma-separated values. */
  readonly file: Blob;
  readonly licenses: readonly string[];
  /** Paths by column; "" leaves one out. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Asks what would become of a file. */
export function planImport({ file, licenses, columns }: ImportWish): Promise<UserImport> {
  const query = {
    ...(licenses.length > 0 && { licenses: licenses.join(",") }),
    ...(Object.keys(columns).length > 0 && { columns: JSON.stringify(columns) }),
  };
  return changed(
    api.POST("/admin/v1/imports/users", {
      params: { query },
      headers: { "Content-Type": "text/csv" },
      body: file as unknown as string,
      bodySerializer: (sent: unknown) => sent as BodyInit,
    }),
  );
}

/** Takes all passwords of an import that nobody took yet: a line for each, the name and the password. */
export async function takePasswords(id: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for (let isLast = false; !isLast; ) {
    const { value } = await changed(
      api.POST("/admin/v1/imports/{id}/passwords", { params: { path: { id } } }),
    );
    lines.push(...value.map(({ userName, temporaryPassword }) => `${userName}\t${temporaryPassword}`));
    isLast = value.length === 0;
  }
  return lines;
}
