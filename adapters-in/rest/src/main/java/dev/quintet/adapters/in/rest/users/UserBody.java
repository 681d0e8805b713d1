package dev.quintet.adapters.in.rest.users;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.users.User;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A user as it is shown.
 *
 * @param state active or deactivated
 * @param version also the answer's tag
 * @param looksLike another user whose address may be taken for this one's; not there: none
 * @param createdAt ISO 8601, UTC, as the other
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record UserBody(
    String userId,
    String email,
    String username,
    String tier,
    @JsonInclude(JsonInclude.Include.ALWAYS) Map<String, Long> limits,
    String state,
    long version,
    @Nullable String looksLike,
    String createdAt,
    String updatedAt) {

  /**
   * Users by id.
   *
   * @param nextCursor not there on the last page
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Listing(
      @JsonInclude(JsonInclude.Include.ALWAYS) List<UserBody> users, @Nullable String nextCursor) {

    static Listing of(Page<User> page) {
      return new Listing(
          page.items().stream().map(UserBody::of).toList(),
          page.next().map(Cursor::value).orElse(null));
    }
  }

  static UserBody of(User user) {
    return new UserBody(
        user.id().value(),
        user.profile().email().value(),
        user.profile().username().value(),
        user.profile().tier().word(),
        new TreeMap<>(user.profile().limits()),
        Words.of(user.state()),
        user.version(),
        user.looksLike() == null ? null : user.looksLike().value(),
        user.createdAt().toString(),
        user.updatedAt().toString());
  }

  /** Without what the user is known by. */
  @Override
  public String toString() {
    return "UserBody[" + userId + "]";
  }
}
