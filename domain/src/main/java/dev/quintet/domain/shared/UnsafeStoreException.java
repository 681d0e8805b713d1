package dev.quintet.domain.shared;

import java.util.List;

/** A store is not guarded as it must be; the service must not start on it. */
public final class UnsafeStoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String store;
  private final transient List<String> violations;

  /**
   * @param violations a sentence each, naming the object at fault and what to do
   */
  public UnsafeStoreException(String store, List<String> violations) {
    super(store + " is not safe to serve from:\n  " + String.join("\n  ", violations));
    this.store = store;
    this.violations = List.copyOf(violations);
  }

  public String store() {
    return store;
  }

  public List<String> violations() {
    return violations;
  }
}
