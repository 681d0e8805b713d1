package dev.quintet.adapters.out.contract;

import dev.quintet.domain.marketdata.BatchId;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Values that no other test uses. */
public final class Fresh {

  private Fresh() {}

  /** A tenant id that nobody registered. */
  public static TenantId tenant() {
    return new TenantId("t_" + unique());
  }

  /** A service of the tenant, for no user. */
  public static Subject subject(TenantId tenant) {
    return new Subject(tenant, new ServiceName("service"), null);
  }

  public static BatchId batch() {
    return new BatchId("batch-" + unique());
  }

  /** A write that meters nothing. */
  public static Write write(TenantId tenant) {
    return new Write(
        subject(tenant),
        "note",
        unique(),
        "0123456789abcdef".repeat(4),
        Instant.parse("2026-02-03T04:05:06.789012Z"),
        "1 as first sent",
        null);
  }

  /** Long enough for any call of a contract on a busy machine. */
  public static Deadline deadline() {
    return Deadline.after(Duration.ofSeconds(30));
  }

  /** A deadline that is over. */
  public static Deadline expired() {
    return Deadline.after(Duration.ZERO);
  }

  /** 32 characters of 0-9 and a-f. */
  public static String unique() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
