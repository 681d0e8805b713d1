package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.ProcessId;
import dev.quintet.domain.writes.Write;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A call's writes of one tenant, as {@code quintet.unfinished_writes} holds them. */
record UnfinishedCall(
    TenantId tenant, UUID call, String operation, ProcessId process, byte[] bytes) {

  private static final byte VERSION = 1;

  /** The writes of one tenant as bytes: nobody asks the database about them. */
  static byte[] bytes(List<Write> writes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(writes.size() * 192);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(writes.size());
      for (Write write : writes) {
        write(write, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(Write write, DataOutputStream out) throws IOException {
    UserId user = write.subject().user();
    Write.Usage usage = write.usage();
    out.writeUTF(write.subject().service().value());
    text(user == null ? null : user.value(), out);
    out.writeUTF(write.kind());
    out.writeUTF(write.id());
    out.writeUTF(write.contentHash());
    out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, write.at()));
    out.writeUTF(write.outcome());
    text(usage == null ? null : usage.type().word(), out);
    out.writeLong(usage == null ? 0 : usage.count());
  }

  private static void text(@Nullable String text, DataOutputStream out) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  /**
   * Its writes.
   *
   * @throws IllegalStateException of a version that this program does not know
   */
  List<Write> writes() {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalStateException("unfinished writes of version " + version);
      }
      int count = in.readInt();
      List<Write> writes = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        writes.add(read(tenant, in));
      }
      return writes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Write read(TenantId tenant, DataInputStream in) throws IOException {
    ServiceName service = new ServiceName(in.readUTF());
    String user = text(in);
    Subject subject = new Subject(tenant, service, user == null ? null : new UserId(user));
    String kind = in.readUTF();
    String id = in.readUTF();
    String hash = in.readUTF();
    Instant at = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
    String outcome = in.readUTF();
    String type = text(in);
    long count = in.readLong();
    return new Write(
        subject,
        kind,
        id,
        hash,
        at,
        outcome,
        type == null ? null : new Write.Usage(UsageType.of(type), count));
  }

  private static @Nullable String text(DataInputStream in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }
}
