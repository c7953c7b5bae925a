import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { latestPast } from "../db/clock-skew.js";
import type { Viewer } from "../directory/resources/resource-row.js";
import type { Position } from "../directory/search/keyset.js";
import { AppError } from "../errors.js";
import type { RawQuery } from "./raw-query.js";

/** The parameters that make two requests pages of one query: all that select, order or show resources. */
const BOUND = ["filter", "sortBy", "sortOrder", "attributes", "excludedAttributes"] as const;

const ALGORITHM = "aes-256-gcm";
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;

/** The contents of a cursor. */
interface Contents {
  /** Binds the cursor to a query, a tenant and a connection. */
  readonly query: string;
  readonly count: number;
  /** UTC milliseconds. */
  readonly expires: number;
  readonly position: Position;
}

/** Creates the one error for a cursor that is damaged, forged, or of another query or client; it reveals nothing. */
function invalidCursor(): AppError {
  return new AppError(
    "invalidCursor",
    "The cursor does not belong to this query: begin with an empty cursor",
  );
}

/**
 * Creates and opens cursors. A cursor is encrypted and authenticated with the server's key, so that it can be neither
 * read nor forged, and any replica opens what another created. RFC 9865 §2 and §5.
 */
export class Cursors {
  private readonly key: Buffer;
  /** How long a cursor is valid, in milliseconds. */
  private readonly timeout: number;

  constructor(serverKey: string, timeout: number) {
    this.key = Buffer.from(hkdfSync("sha256", serverKey, "", "usher cursor", 32));
    this.timeout = timeout;
  }

  /** Returns the cursor of the page after a position. */
  seal(
    viewer: Viewer,
    endpoint: string,
    query: RawQuery,
    count: number,
    position: Position,
    now: number,
  ): string {
    const contents: Contents = {
      query: bindingOf(viewer, endpoint, query),
      count,
      expires: now + this.timeout,
      position,
    };
    const nonce = randomBytes(NONCE_LENGTH);
    const cipher = createCipheriv(ALGORITHM, this.key, nonce);
    const sealed = Buffer.concat([cipher.update(JSON.stringify(contents), "utf8"), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
  }

  /**
   * Opens the cursor of a request.
   * @param cursor - as sent; empty for the first page
   * @param count - the `count` of the request; undefined when it has none
   * @throws AppError `invalidCursor`, `expiredCursor`, and `invalidCount` for another count than the first page's
   */
  open(
    viewer: Viewer,
    endpoint: string,
    query: RawQuery,
    cursor: string,
    count: number | undefined,
    now: number,
  ): Contents {
    const contents = this.decrypt(cursor);
    if (contents.query !== bindingOf(viewer, endpoint, query)) throw invalidCursor();
    // An expiry further ahead comes from a clock that has been set back since.
    if (contents.expires <= now || contents.expires > latestPast(now) + this.timeout) {
      throw new AppError("expiredCursor", "The cursor is no longer valid: begin with an empty cursor");
    }
    if (count !== undefined && count !== contents.count) {
      throw new AppError(
        "invalidCount",
        `count must stay ${contents.count} from the first page to the last, not ${count} (RFC 9865 §2)`,
      );
    }
    return contents;
  }

  private decrypt(cursor: string): Contents {
    const bytes = Buffer.from(cursor, "base64url");
    // Reject other base64 spellings of the same bytes.
    if (bytes.length <= NONCE_LENGTH + TAG_LENGTH || bytes.toString("base64url") !== cursor)
      throw invalidCursor();
    const decipher = createDecipheriv(ALGORITHM, this.key, bytes.subarray(0, NONCE_LENGTH));
    decipher.setAuthTag(bytes.subarray(NONCE_LENGTH, NONCE_LENGTH + TAG_LENGTH));
    try {
      const sealed = bytes.subarray(NONCE_LENGTH + TAG_LENGTH);
      const text = decipher.update(sealed, undefined, "utf8") + decipher.final("utf8");
      return JSON.parse(text) as Contents;
    } catch {
      throw invalidCursor();
    }
  }
}

function bindingOf(viewer: Viewer, endpoint: string, query: RawQuery): string {
  const { tenantId, connectionId, visibility } = viewer;
  const parameters = BOUND.map((name) => query[name] ?? null);
  const text = JSON.stringify([tenantId, connectionId, visibility, endpoint, parameters]);
  return createHash("sha256").update(text).digest("base64url");
}
