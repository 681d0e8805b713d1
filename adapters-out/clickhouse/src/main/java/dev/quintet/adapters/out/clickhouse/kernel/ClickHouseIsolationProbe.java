package dev.quintet.adapters.out.clickhouse.kernel;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads every declared table across tenants, and across users where its rows have an owner, with the rights that serve them. The attempts have no
 * tenant condition of ours, or name the other tenant: only the database refuses.
 */
@Singleton
public final class ClickHouseIsolationProbe {

  /** One row of one identity and version: planting it again and again leaves one to read. */
  private static final Instant PLANTED = Instant.parse("2020-01-01T00:00:00Z");

  /** Who owns what is planted, and somebody else. */
  private static final UserId OWNER = new UserId("canary");

  private static final UserId STRANGER = new UserId("stranger");

  private final ClickHouseWrites writes;
  private final ClickHouseReads reads;
  private final List<Table> tables;

  ClickHouseIsolationProbe(ClickHouseWrites writes, ClickHouseReads reads, Schema schema) {
    this.writes = writes;
    this.reads = reads;
    this.tables = schema.tables();
  }

  /** Asks for rows of the tenant, and of the first table only. */
  public void ask(TenantId tenant, Deadline deadline) {
    rowsOf(tenant, Viewer.of(tenant), tables.getFirst(), deadline);
  }

  public List<String> leaks(TenantId own, TenantId other, Deadline deadline) {
    List<String> leaks = new ArrayList<>();
    for (Table table : tables) {
      String view = table.view();
      Viewer ofOther = table.owned() ? new Viewer(other, OWNER) : Viewer.of(other);
      if (table.inserting() == ClickHouseUser.WRITER
          && rowsOf(other, ofOther, table, deadline) == 0) {
        plant(table, other, deadline);
      }
      if (table.owned()) {
        leaksOfUsers(own, other, table, leaks, deadline);
      }
      Viewer ofOwn = Viewer.of(own);
      if (count(ofOwn, view, "tenant_id != '" + own.value() + "'", other, deadline) > 0) {
        leaks.add(view + " shows rows of other tenants to a statement that forgot the tenant");
      }
      if (rowsOf(other, ofOwn, table, deadline) > 0) {
        leaks.add(view + " shows rows of a tenant to a statement that names it");
      }
      if (readable(ofOwn, table.qualified(), deadline)) {
        leaks.add(table.qualified() + " can be read beside its view");
      }
    }
    return leaks;
  }

  private void leaksOfUsers(
      TenantId own, TenantId other, Table table, List<String> leaks, Deadline deadline) {
    String view = table.confinedView();
    Viewer stranger = new Viewer(other, STRANGER);
    if (count(stranger, view, "user_id != 'stranger'", other, deadline) > 0) {
      leaks.add(view + " shows rows of other users, or of none");
    }
    if (count(new Viewer(own, OWNER), view, "tenant_id != '" + own + "'", other, deadline) > 0) {
      leaks.add(view + " shows rows of a user of that name of other tenants");
    }
    for (String all : List.of(table.view(), table.qualified())) {
      if (readable(stranger, all, deadline)) {
        leaks.add(all + " can be read in a call for one user");
      }
    }
  }

  private void plant(Table table, TenantId tenant, Deadline deadline) {
    List<Object> row =
        table.inserted().stream()
            .map(
                column ->
                    column.name().equals(Table.TENANT) ? tenant.value() : canary(column))
            .toList();
    writes.insert(
        table, RowBlock.encode(table, List.of(row)), "planting a canary", deadline);
  }

  /** A value that its domain takes for one, wherever a canary may come to light. */
  private static Object canary(Table.Column column) {
    String type = column.type();
    if (type.equals("Array(Float32)")) {
      return new float[0];
    }
    if (type.startsWith("Array")) {
      return List.of();
    }
    if (type.endsWith("String)") || type.equals("String")) {
      return column.name().equals("symbol") ? "CANARY" : "canary";
    }
    if (type.startsWith("Decimal")) {
      String scale = type.substring(type.indexOf(", ") + 2, type.length() - 1);
      return BigDecimal.ONE.movePointLeft(Integer.parseInt(scale));
    }
    if (type.startsWith("DateTime64")) {
      return PLANTED;
    }
    if (column.name().equals(Table.GENERATION)) {
      return 0;
    }
    return type.startsWith("Map") ? Map.of() : 1;
  }

  private long rowsOf(TenantId owner, Viewer reader, Table table, Deadline deadline) {
    String view = reader.user() == null ? table.view() : table.confinedView();
    return count(reader, view, "tenant_id = {other:String}", owner, deadline);
  }

  private long count(
      Viewer viewer, String view, String condition, TenantId other, Deadline deadline) {
    Statement statement =
        new Statement(
            "probe isolation",
            "SELECT count() AS rows FROM %s WHERE %s".formatted(view, condition),
            Map.of("other", other.value()),
            List.of("rows"));
    return reads.list(viewer, statement, deadline, (rows, row) -> rows.number(0, row)).getFirst();
  }

  private boolean readable(Viewer viewer, String table, Deadline deadline) {
    try {
      return count(viewer, table, "1", viewer.tenant(), deadline) >= 0;
    } catch (RuntimeException e) {
      if (ClickHouseFailures.isDenial(e)) {
        return false;
      }
      throw e;
    }
  }
}
