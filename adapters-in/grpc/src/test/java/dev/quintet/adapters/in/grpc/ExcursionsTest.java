package dev.quintet.adapters.in.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.client.Excursion;
import dev.quintet.client.ExcursionAverage;
import dev.quintet.client.Fill;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.TickBatch;
import dev.quintet.client.TickWriter;
import dev.quintet.client.Trades;
import dev.quintet.client.User;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExcursionsTest {

  private static final Instant AT = Instant.parse("2026-02-03T10:00:00Z");
  private static final Trades.Filter ALL = Trades.Filter.of("a");

  private final GrpcServer server = GrpcServer.open();

  @AfterAll
  void close() {
    server.close();
  }

  private static Fill fill(String id, String side, String price, int second) {
    return new Fill(
        id,
        "a",
        "DAX",
        side,
        new BigDecimal("2"),
        new BigDecimal(price),
        Fill.Costs.none("EUR"),
        AT.plusSeconds(second),
        Fill.Origin.NONE);
  }

  private static void write(QuintetClient client, TickBatch batch) {
    try (TickWriter writer = client.tickWriter()) {
      writer.write(batch);
      assertThat(writer.flush().accepted()).isEqualTo(batch.rows());
    }
  }

  private static long nanos(int second) {
    return AT.plusSeconds(second).getEpochSecond() * 1_000_000_000L;
  }

  private static List<String> amounts(Excursion one) {
    Excursion.Amounts amounts = one.amounts().orElseThrow();
    return List.of(
        amounts.low().toPlainString(),
        amounts.high().toPlainString(),
        amounts.adversePrice().toPlainString(),
        amounts.favourablePrice().toPlainString(),
        amounts.adverse().toPlainString(),
        amounts.favourable().toPlainString());
  }

  @Test
  void excursionsAndTheirAveragesAreReadThroughTheClient() {
    try (QuintetClient client = server.client(server.serviceKey())) {
      client.users().create("ann", new User.Profile("ann@example.com", "ann", "pro", Map.of()), null);
      client.users().openAccount("a", "ann", "mt5", "Acme", "1", "demo", "EUR");
      assertThat(
              client
                  .trades()
                  .record(
                      List.of(
                          fill("1", "buy", "100", 0),
                          fill("2", "sell", "101", 180),
                          fill("3", "buy", "100", 200),
                          fill("4", "sell", "99", 210)))
                  .recorded())
          .isEqualTo(4);
      write(
          client,
          TickBatch.quotes("feed", 1, 0)
              .addQuote("DAX", nanos(60), 1, 975, 980, 1)
              .addQuote("DAX", nanos(119), 2, 1_040, 1_050, 1)
              .build("q"));
      write(client, TickBatch.trades("feed", 1, 0).addTrade("DAX", nanos(60), 1, 1_005, 1).build("t"));
      List<Excursion> found = new ArrayList<>();
      client.trades().having("fill:4@a").excursions().list(ALL, "quote").forEach(found::add);
      assertThat(found).extracting(Excursion::minutes).containsExactly(3L, 0L);
      assertThat(found).extracting(Excursion::coveredMinutes).containsExactly(1L, 0L);
      assertThat(found).extracting(Excursion::missing).containsExactly("", "short");
      assertThat(amounts(found.getFirst()))
          .containsExactly(
              "97.50000000", "104.00000000", "2.50000000", "4.00000000", "5.0000", "8.0000");
      assertThat(found.getLast().amounts()).isEmpty();
      assertThat(found.getFirst().lot().closed()).isEqualTo("2");
      assertThat(client.trades().excursions().list(ALL, "trade"))
          .first()
          .satisfies(one -> assertThat(amounts(one)).endsWith("0.0000", "2.0000"));
      assertThat(client.trades().excursions().averages(ALL, "", "account"))
          .containsExactly(
              new ExcursionAverage(
                  "a",
                  "EUR",
                  2,
                  1,
                  3,
                  1,
                  new BigDecimal("5.0000"),
                  new BigDecimal("8.0000"),
                  new BigDecimal("5.0000"),
                  new BigDecimal("8.0000")));
      assertThatThrownBy(() -> client.trades().excursions().averages(ALL, "mid", "account"))
          .hasMessageContaining("prices");
      assertThatThrownBy(() -> client.trades().excursions().averages(ALL, "", "hour"))
          .hasMessageContaining("by");
      assertThatThrownBy(
              () -> client.trades().having("fill:9@a").excursions().list(ALL, "").iterator().hasNext())
          .hasMessageContaining("fill:9@a");
    }
  }
}
