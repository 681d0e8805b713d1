package dev.quintet.domain.users;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.Write;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Risk snapshots, which are only added; durable on return. */
public interface RiskLog {

  /**
   * Adds a snapshot, once for the write.
   *
   * @throws dev.quintet.domain.shared.ProblemException NotFound when its user is not active, or the
   *     account is not that user's; AlreadyExists when the id is another's; Conflict
   */
  void append(TenantId tenant, RiskSnapshot snapshot, Write write, Deadline deadline);

  /**
   * The snapshot of the latest time, of those taken at once that of the highest id.
   *
   * @param account null: of the user as a whole
   */
  Optional<RiskSnapshot> latest(
      TenantId tenant, UserId user, @Nullable AccountId account, Deadline deadline);
}
