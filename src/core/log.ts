/** Where a room tells the operator what happened. A pino logger fits as it is. */
export interface Log {
  info(detail: object, message: string): void;
  warn(detail: object, message: string): void;
  error(detail: object, message: string): void;
}

/** For callers that want no log. */
export const silent: Log = { info() {}, warn() {}, error() {} };
