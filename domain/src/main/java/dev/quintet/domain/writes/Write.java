package dev.quintet.domain.writes;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A write as it is offered.
 *
 * @param subject who sent it, and is billed for it; its tenant is that of the write
 * @param kind a word of the program, {@code a-z 0-9 _}, within which ids are distinct
 * @param id the caller's, 1 to 200 characters, unique within tenant and kind
 * @param contentHash SHA-256 of the content as it was offered, 64 hexadecimal digits
 * @param at when it was taken, microseconds
 * @param outcome what a repetition is answered with, in words of its domain, which begins them with
 *     the version of their form; at most 1,000 characters
 * @param usage what is metered with it; null: nothing
 */
public record Write(
    Subject subject,
    String kind,
    String id,
    String contentHash,
    Instant at,
    String outcome,
    @Nullable Usage usage) {

  /**
   * What is metered for a write that is recorded.
   *
   * @param count 0 or more; 0 is not metered
   */
  public record Usage(UsageType type, long count) {}

  /**
   * What makes a write the same write. Callers choose ids, and could choose some that hash alike: keys
   * have an order, by which a map finds them then.
   */
  public record Key(TenantId tenant, String kind, String id) implements Comparable<Key> {

    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::id).thenComparing(Key::tenant).thenComparing(Key::kind);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  public TenantId tenant() {
    return subject.tenant();
  }

  public Key key() {
    return new Key(subject.tenant(), kind, id);
  }

  /** What is to be metered once it is recorded. */
  public Optional<Usage> metered() {
    return Optional.ofNullable(usage).filter(it -> it.count() > 0);
  }

  /** Its id was used before with other content. */
  public Problem.Conflict conflict() {
    return new Problem.Conflict(kind, id);
  }
}
