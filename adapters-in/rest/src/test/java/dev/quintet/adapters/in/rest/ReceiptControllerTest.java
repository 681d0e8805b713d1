package dev.quintet.adapters.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.in.rest.RestServer.Answer;
import dev.quintet.adapters.out.memory.MemoryOutboxStore;
import dev.quintet.application.operations.Rebuilding;
import dev.quintet.domain.operations.Change;
import dev.quintet.domain.operations.Delivery;
import dev.quintet.domain.operations.Guarantee;
import dev.quintet.domain.operations.Operation;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.OutboxStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ReceiptControllerTest {

  /** It waits for a store that a service delivers to, once one begins. */
  @Test
  void operatorsSeeWhatWaitsAndReplayWhatIsParked() {
    try (RestServer server = RestServer.start()) {
      server.post(
          "/api/v1/admin/tenants",
          server.operator(),
          "{\"tenant\":\"acme\",\"name\":\"T\",\"tier\":\"pro\"}");
      TenantId acme = new TenantId("acme");
      MemoryOutboxStore outbox = server.bean(MemoryOutboxStore.class);
      String path = "/api/v1/admin/tenants/acme/outbox";
      assertThat(server.get(path, server.operator()).body())
          .isEqualTo("{\"waiting\":0,\"parked\":0}");
      outbox.add(
          new Operation(
              new OperationId("o"), acme, null, Guarantee.OUTBOX, Set.of("index")),
          List.of(new Change("fill", "a", 1, ""), new Change("fill", "b", 1, "")));
      OutboxStore.Turn unused =
          outbox.deliver(
              new OutboxStore.Lane(acme, "index"),
              Set.of("fill"),
              1,
              rows ->
                  new Delivery(
                      List.of(),
                      List.of(new Delivery.Refusal(rows.getFirst(), "no room", null)),
                      List.of(),
                      null),
              Deadline.after(Duration.ofSeconds(30)));
      assertThat(server.get(path, server.operator()).body())
          .startsWith("{\"waiting\":1,\"oldest_at\":\"")
          .endsWith("\"parked\":1}");
      assertThat(server.post(path + "/index/replay", server.operator(), "").body())
          .isEqualTo("{\"replayed\":1}");
      assertThat(server.post(path + "/index/replay", server.operator(), "").body())
          .isEqualTo("{\"replayed\":0}");
      assertThat(server.post(path + "/nowhere/replay", server.operator(), "").status())
          .isEqualTo(404);
      assertThat(server.get(path, server.operator()).text("waiting")).isEqualTo("2");
    }
  }

  @Test
  void operatorsHaveAProjectionBuiltAnewAndSeeHowFarItIs() {
    try (RestServer server = RestServer.start()) {
      server.post(
          "/api/v1/admin/tenants",
          server.operator(),
          "{\"tenant\":\"acme\",\"name\":\"T\",\"tier\":\"pro\"}");
      String path = "/api/v1/admin/tenants/acme/rebuilds";
      assertThat(server.get(path, server.operator()).body()).isEqualTo("{\"rebuilds\":[]}");
      Answer first = server.post(path + "/trades", server.operator(), "");
      assertThat(first.status()).isEqualTo(200);
      assertThat(first.body())
          .startsWith(
              "{\"projection\":\"trades\",\"number\":1,\"state\":\"requested\",\"built\":0,"
                  + "\"total\":0,\"requested_at\":\"");
      assertThat(server.post(path + "/trades", server.operator(), "").body())
          .as("it goes on")
          .isEqualTo(first.body());
      assertThat(server.post(path + "/graphs", server.operator(), "").status()).isEqualTo(404);
      server.bean(Rebuilding.class).run(Deadline.after(Duration.ofSeconds(30)));
      assertThat(server.get(path, server.operator()).body()).contains("\"state\":\"done\"");
      assertThat(server.post(path + "/trades", server.operator(), "").text("number"))
          .isEqualTo("2");
    }
  }

  @Test
  void aReceiptSaysWhichStoresHaveItAndIsThereForItsTenantOnly() {
    try (RestServer server = RestServer.start()) {
      for (String tenant : List.of("acme", "other")) {
        server.post(
            "/api/v1/admin/tenants",
            server.operator(),
            "{\"tenant\":\"%s\",\"name\":\"T\",\"tier\":\"pro\"}".formatted(tenant));
      }
      server
          .bean(MemoryOutboxStore.class)
          .add(
              new Operation(
                  new OperationId("fills.1"),
                  new TenantId("acme"),
                  null,
                  Guarantee.OUTBOX,
                  Set.of("index")),
              List.of(new Change("note", "a", 1, "{}")));
      String key = server.keyOf(Role.SERVICE, "acme");
      Answer answer = server.get("/api/v1/receipts/fills.1", key);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body())
          .startsWith("{\"operation\":\"fills.1\",\"guarantee\":\"outbox\",\"recorded_at\":")
          .contains("{\"store\":\"index\",\"state\":\"pending\",\"since\":")
          .contains("{\"store\":\"memory\",\"state\":\"committed\",\"since\":")
          .contains("\"attempts\":0}");
      assertThat(server.get("/api/v1/receipts/fills.2", key).status()).isEqualTo(404);
      assertThat(server.get("/api/v1/receipts/a%20b", key).text("field")).isEqualTo("operation");
      assertThat(
              server
                  .get("/api/v1/receipts/fills.1", server.keyOf(Role.SERVICE, "other"))
                  .status())
          .isEqualTo(404);
    }
  }
}
