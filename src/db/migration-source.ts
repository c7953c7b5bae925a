import { readdirSync } from "node:fs";
import path from "node:path";
import type { Knex } from "knex";

type Migration = Knex.Migration;

/**
 * Loads migrations by name without extension, so that databases migrated from migrations/*.ts (tsx, jest) and from
 * dist/migrations/*.js have the same names in knex_migrations.
 */
export class DirectoryMigrationSource implements Knex.MigrationSource<string> {
  private readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  async getMigrations(): Promise<string[]> {
    const names = readdirSync(this.directory)
      .filter((file) => /^\d{14}_[a-z0-9_]+\.(ts|js)$/.test(file))
      .map((file) => file.replace(/\.(ts|js)$/, ""));
    return [...new Set(names)].sort();
  }

  getMigrationName(name: string): string {
    return name;
  }

  async getMigration(name: string): Promise<Migration> {
    return require(path.join(this.directory, name)) as Migration;
  }
}
