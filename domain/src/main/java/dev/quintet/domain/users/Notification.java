package dev.quintet.domain.users;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message to a user, by whatever channel.
 *
 * @param id the caller's, 1 to 128 of {@code A-Z a-z 0-9 . _ : -}, unique in the tenant
 * @param channel a word, {@code email}, {@code push}: 1 to 32 of a-z 0-9 _ -
 * @param type a word, {@code margin_call}: 1 to 64 of a-z 0-9 _ . -
 * @param deliveryAt since when delivery is so, UTC, microseconds, as all times here
 * @param readAt null: not read
 */
public record Notification(
    String id,
    UserId user,
    String channel,
    String type,
    JsonText content,
    Delivery delivery,
    Instant deliveryAt,
    @Nullable Instant readAt,
    Instant createdAt) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
  private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9_-]{0,31}");
  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_.-]{0,63}");

  /** How far it has come; it never goes back, however late an earlier news of it comes. */
  public enum Delivery {
    QUEUED,
    SENT,
    FAILED,
    DELIVERED;

    public static Delivery of(String word) {
      return Words.find("delivery", word, values(), Words::of);
    }
  }

  /**
   * Where a listing is.
   *
   * @param createdAt null: before the newest
   */
  public record Position(@Nullable Instant createdAt, String id) {

    public static Position of(Notification notification) {
      return new Position(notification.createdAt, notification.id);
    }

    /** What a cursor says. */
    public static Position of(Listing listing, @Nullable Cursor cursor) {
      return cursor == null
          ? new Position(null, "")
          : listing.position(
              cursor,
              2,
              parts -> new Position(Instant.parse(parts.getFirst()), parts.getLast()));
    }

    public List<String> parts() {
      return List.of(String.valueOf(createdAt), id);
    }
  }

  public Notification {
    checkId("notification_id", id);
    if (!CHANNEL.matcher(channel).matches()) {
      throw ProblemException.invalid("channel", "must be 1 to 32 characters of a-z, 0-9, _ and -");
    }
    if (!TYPE.matcher(type).matches()) {
      throw ProblemException.invalid("type", "must be 1 to 64 characters of a-z, 0-9 and _ . -");
    }
    deliveryAt = deliveryAt.truncatedTo(ChronoUnit.MICROS);
    createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
    readAt = readAt == null ? null : readAt.truncatedTo(ChronoUnit.MICROS);
  }

  static void checkId(String field, String id) {
    if (!ID.matcher(id).matches()) {
      throw ProblemException.invalid(
          field, "must be 1 to 128 characters of A-Z, a-z, 0-9 and . _ : -");
    }
  }

  /** One that is queued at that time. */
  public static Notification fresh(
      String id, UserId user, String channel, String type, JsonText content, Instant at) {
    return new Notification(id, user, channel, type, content, Delivery.QUEUED, at, null, at);
  }

  /**
   * With what became of it.
   *
   * @param to null: as before
   * @param readAt null: as before; what was read stays read since then
   */
  public Notification marked(@Nullable Delivery to, Instant at, @Nullable Instant readAt) {
    boolean further = to != null && to.compareTo(delivery) > 0;
    return new Notification(
        id,
        user,
        channel,
        type,
        content,
        further && to != null ? to : delivery,
        further ? at : deliveryAt,
        this.readAt == null ? readAt : this.readAt,
        createdAt);
  }
}
