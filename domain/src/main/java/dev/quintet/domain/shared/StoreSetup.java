package dev.quintet.domain.shared;

/**
 * What must be done with a store before the service answers. The start runs {@link #migrate} of
 * every store, then {@link #verify}, and serves only when both return.
 */
public interface StoreSetup {

  /** The store: {@code postgresql}, {@code clickhouse}, {@code dragonfly}. */
  String store();

  /**
   * Brings the store to the schema of this version. Idempotent, resumable after a crash, and safe
   * when several services start at once.
   */
  void migrate(Deadline deadline);

  /**
   * Checks, in the store itself, that tenants are kept apart and acknowledged writes survive.
   *
   * @throws UnsafeStoreException naming every object at fault
   */
  void verify(Deadline deadline);

  /** Begins what the store does by itself while it is in use; returns at once. */
  default void begin() {}
}
