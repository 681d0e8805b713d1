package dev.quintet.adapters.in.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.quintet.client.QuintetClient;
import dev.quintet.client.QuintetException;
import dev.quintet.client.Receipt;
import dev.quintet.domain.operations.Change;
import dev.quintet.domain.operations.Delivery;
import dev.quintet.domain.operations.Guarantee;
import dev.quintet.domain.operations.Operation;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.OutboxStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReceiptsTest {

  private static final String INDEX = "index";
  private static final Duration LONG = Duration.ofSeconds(30);

  private final GrpcServer server = GrpcServer.open();

  @AfterAll
  void close() {
    server.close();
  }

  private QuintetClient client(TenantId tenant) {
    return server.client(server.key(Role.SERVICE, tenant));
  }

  private void add(TenantId tenant, String operation) {
    server.outbox.add(
        new Operation(
            new OperationId(operation),
            tenant,
            new UserId("ann"),
            Guarantee.OUTBOX,
            Set.of(INDEX)),
        List.of(new Change("note", "a", 1, "{}")));
  }

  private void deliver(TenantId tenant) {
    OutboxStore.Turn unused =
        server.outbox.deliver(
            new OutboxStore.Lane(tenant, INDEX),
            Set.of("note"),
            10,
            rows -> new Delivery(rows, List.of(), List.of(), null),
            Deadline.after(LONG));
  }

  private static void assertRefused(String kind, String said, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            QuintetException.class,
            e -> {
              assertThat(e.kind().name()).isEqualTo(kind);
              assertThat(e).hasMessageContaining(said);
            });
  }

  @Test
  void aReceiptSaysWhichStoresHaveIt() {
    TenantId tenant = server.tenant();
    add(tenant, "fills.1");
    try (QuintetClient client = client(tenant)) {
      Receipt pending = client.trades().receipt("fills.1");
      assertThat(pending.guarantee()).isEqualTo("outbox");
      assertThat(pending.legs())
          .extracting(Receipt.Leg::store, Receipt.Leg::state, Receipt.Leg::reason)
          .containsExactly(
              tuple(INDEX, "pending", ""),
              tuple("memory", "committed", ""));
      assertThat(client.trades().await("fills.1", List.of(INDEX), Duration.ofMillis(1)))
          .as("in vain")
          .isEqualTo(pending);
      CompletableFuture<Receipt> awaited =
          CompletableFuture.supplyAsync(
              () -> client.trades().await("fills.1", List.of(INDEX), LONG));
      deliver(tenant);
      assertThat(awaited.join().legs())
          .extracting(Receipt.Leg::state)
          .containsOnly("committed");
      assertThat(client.trades().receipt("fills.1")).isEqualTo(awaited.join());
    }
  }

  @Test
  void whatIsNoReceiptIsRefusedWithItsField() {
    TenantId tenant = server.tenant();
    add(tenant, "fills.1");
    try (QuintetClient client = client(tenant);
        QuintetClient other = client(server.tenant())) {
      assertRefused("NOT_FOUND", "fills.2", () -> client.trades().receipt("fills.2"));
      assertRefused("NOT_FOUND", "fills.1", () -> other.trades().receipt("fills.1"));
      assertRefused(
          "NOT_FOUND",
          "fills.1",
          () -> other.trades().await("fills.1", List.of(), Duration.ofMillis(1)));
      assertRefused("INVALID", "operation", () -> client.trades().receipt("a b"));
      assertRefused(
          "INVALID",
          "stores",
          () -> client.trades().await("fills.1", List.of("nowhere"), Duration.ofMillis(1)));
      assertRefused(
          "INVALID",
          "wait_millis",
          () -> client.trades().await("fills.1", List.of(), Duration.ofMinutes(2)));
    }
  }
}
