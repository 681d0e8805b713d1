package dev.quintet.adapters.out.contract;

import dev.quintet.domain.operations.Change;
import dev.quintet.domain.operations.Delivery;
import dev.quintet.domain.operations.Guarantee;
import dev.quintet.domain.operations.Operation;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.OutboxRow;
import dev.quintet.domain.operations.OutboxStore;
import dev.quintet.domain.operations.OutboxStore.Lane;
import dev.quintet.domain.operations.OutboxStore.Turn;
import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.operations.ReceiptStore;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What contracts of operations make; it checks nothing itself. */
public interface OperationsContract {

  String STORE = "index";
  String OTHER = "graph";
  String KIND = "note";
  Duration LONG = Duration.ofHours(1);

  OutboxStore outbox();

  /** On one database with the outbox. */
  ReceiptStore receipts();

  TenantId newTenant();

  /** Adds an operation's changes in a transaction that is committed on return. */
  void add(Operation operation, List<Change> changes);

  static Operation operation(TenantId tenant, @Nullable UserId owner, String... stores) {
    return new Operation(
        new OperationId("op-" + Fresh.unique()),
        tenant,
        owner,
        stores.length == 0 ? Guarantee.SINGLE_STORE : Guarantee.OUTBOX,
        Set.of(stores));
  }

  static Change change(String aggregate, long sequence) {
    return new Change(KIND, aggregate, sequence, "{\"n\": " + sequence + "}");
  }

  static Delivery delivered(List<OutboxRow> rows) {
    return new Delivery(rows, List.of(), List.of(), null);
  }

  static Delivery refused(List<OutboxRow> rows, @Nullable Duration wait) {
    return new Delivery(
        List.of(),
        rows.stream().map(row -> new Delivery.Refusal(row, "no room", wait)).toList(),
        List.of(),
        null);
  }

  default Operation added(TenantId tenant, String aggregate, int... sequences) {
    Operation operation = operation(tenant, null, STORE);
    add(operation, IntStream.of(sequences).mapToObj(it -> change(aggregate, it)).toList());
    return operation;
  }

  default Turn deliver(TenantId tenant, int most, Function<List<OutboxRow>, Delivery> work) {
    return outbox().deliver(new Lane(tenant, STORE), Set.of(KIND), most, work, Fresh.deadline());
  }

  /** What the next turn is given, and delivers. */
  default List<String> next(TenantId tenant, int most) {
    List<String> given = new ArrayList<>();
    deliver(
        tenant,
        most,
        rows -> {
          rows.forEach(it -> given.add(it.change().aggregate() + it.change().sequence()));
          return delivered(rows);
        });
    return given;
  }

  default Receipt receipt(Operation operation) {
    return receipts()
        .find(operation.tenant(), null, operation.id(), Fresh.deadline())
        .orElseThrow();
  }

  default Receipt.Leg leg(Operation operation, String store) {
    return receipt(operation).legs().stream()
        .filter(leg -> leg.store().equals(store))
        .findFirst()
        .orElseThrow();
  }
}
