/** Server settings by their PostgreSQL names. */
export type Settings = Readonly<Record<string, string | number | boolean>>;

/**
 * Durable and small: about 17 MB idle instead of 27. Durability (fsync, full_page_writes, synchronous_commit,
 * wal_level) is left at PostgreSQL's own safe defaults. No TCP: the socket lies in a folder that only the
 * account can enter, and its path is relative to the cluster, so that no data folder is too deep for it.
 */
export const defaultSettings: Settings = {
  listen_addresses: '',
  port: 5432,
  unix_socket_directories: '../run',
  unix_socket_permissions: '0700',
  shared_buffers: '32MB',
  max_connections: 30,
  max_wal_size: '512MB',
  recovery_init_sync_method: 'syncfs', // after a crash: one call instead of a thousand, seconds on a busy disk
  autovacuum_max_workers: 1,
  autovacuum_worker_slots: 1,
  max_worker_processes: 2,
  max_parallel_workers: 0,
  max_logical_replication_workers: 0,
  max_wal_senders: 0,
  jit: 'off',
  io_method: 'sync',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: false,
  log_line_prefix: '%m [%p] ',
  log_min_error_statement: 'fatal', // statements can carry what people typed
};

/** The command line after the program's name. */
export function commandLine(cluster: string, settings: Settings): string[] {
  return ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}
