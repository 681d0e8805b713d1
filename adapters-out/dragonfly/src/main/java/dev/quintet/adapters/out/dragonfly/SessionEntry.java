package dev.quintet.adapters.out.dragonfly;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.Session;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session as bytes: version, epoch, when it was opened, and tenant, id, user and label with lengths. */
final class SessionEntry {

  private static final byte VERSION = 1;

  private SessionEntry() {}

  /** With the length of the tenant, so that no two pairs share a key. */
  static byte[] key(TenantId tenant, Session.Id id) {
    return ("quintet:session:" + tenant.value().length() + ":" + tenant + ":" + id).getBytes(UTF_8);
  }

  /** Of the set of a user's sessions. */
  static byte[] key(TenantId tenant, UserId user) {
    return ("quintet:sessions:" + tenant.value().length() + ":" + tenant + ":" + user)
        .getBytes(UTF_8);
  }

  static byte[] bytes(TenantId tenant, Session session) {
    byte[][] parts = {
      tenant.value().getBytes(UTF_8),
      session.id().value().getBytes(UTF_8),
      session.user().value().getBytes(UTF_8),
      session.label().getBytes(UTF_8)
    };
    int length = 1 + 2 * Long.BYTES;
    for (byte[] part : parts) {
      length += Short.BYTES + part.length;
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(length)
            .put(VERSION)
            .putLong(session.epoch())
            .putLong(session.openedAt().toEpochMilli());
    for (byte[] part : parts) {
      bytes.putShort((short) part.length).put(part);
    }
    return bytes.array();
  }

  /** What the bytes say; empty unless we wrote them, for that tenant and id. */
  static Optional<Session> of(
      TenantId tenant, Session.Id id, byte @Nullable [] stored, Instant expiresAt) {
    if (stored == null || stored.length == 0 || stored[0] != VERSION) {
      return Optional.empty();
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(stored, 1, stored.length - 1);
      long epoch = bytes.getLong();
      Instant openedAt = Instant.ofEpochMilli(bytes.getLong());
      if (!text(bytes).equals(tenant.value()) || !text(bytes).equals(id.value())) {
        return Optional.empty();
      }
      UserId user = new UserId(text(bytes));
      return Optional.of(new Session(id, user, epoch, text(bytes), openedAt, expiresAt));
    } catch (BufferUnderflowException
        | IndexOutOfBoundsException
        | DateTimeException
        | ProblemException e) {
      return Optional.empty();
    }
  }

  private static String text(ByteBuffer bytes) {
    byte[] text = new byte[Short.toUnsignedInt(bytes.getShort())];
    bytes.get(text);
    return new String(text, UTF_8);
  }
}
