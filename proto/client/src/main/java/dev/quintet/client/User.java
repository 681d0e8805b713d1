package dev.quintet.client;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A user of the tenant.
 *
 * @param state {@code active} or {@code deactivated}
 * @param version 1 when it was made, one more with each change
 * @param looksLikeId null: none
 */
public record User(
    String id,
    Profile profile,
    String state,
    long version,
    @Nullable String looksLikeId,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * What a tenant says of a user.
   *
   * @param tier {@code free}, {@code pro} or {@code enterprise}
   * @param limits at most what the plan allows, by name
   */
  public record Profile(String email, String username, String tier, Map<String, Long> limits) {

    public Profile {
      limits = Map.copyOf(limits);
    }

    dev.quintet.users.v1.UserProfile message() {
      return dev.quintet.users.v1.UserProfile.newBuilder()
          .setEmail(email)
          .setUsername(username)
          .setTier(tier)
          .putAllLimits(limits)
          .build();
    }
  }

  /** Another user whose address a person may take for this one's. */
  public Optional<String> looksLike() {
    return Optional.ofNullable(looksLikeId);
  }

  static User of(dev.quintet.users.v1.User user) {
    return new User(
        user.getUserId(),
        new Profile(
            user.getProfile().getEmail(),
            user.getProfile().getUsername(),
            user.getProfile().getTier(),
            user.getProfile().getLimitsMap()),
        user.getState(),
        user.getVersion(),
        user.getLooksLike().isEmpty() ? null : user.getLooksLike(),
        Times.ofMicros(user.getCreatedAtMicros()),
        Times.ofMicros(user.getUpdatedAtMicros()));
  }
}
