package dev.quintet.adapters.in.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.client.Fill;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.QuintetException;
import dev.quintet.client.TickBatch;
import dev.quintet.client.TickWriter;
import dev.quintet.client.TradeReport;
import dev.quintet.client.Trades;
import dev.quintet.client.User;
import dev.quintet.client.ValuedPosition;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What open positions are worth, by the client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PositionValuationTest {

  private static final Instant AT = Instant.parse("2026-02-03T04:05:06Z");
  private static final long NANOS = AT.getEpochSecond() * 1_000_000_000L;
  private static final long ONE = 100_000_000L;

  private final GrpcServer server = GrpcServer.open();

  @AfterAll
  void close() {
    server.close();
  }

  private static Fill fill(String symbol, String side, String price, Fill.Conversion conversion) {
    return new Fill(
        symbol,
        "a",
        symbol,
        side,
        new BigDecimal("2"),
        new BigDecimal(price),
        Fill.Costs.none("EUR"),
        AT,
        Fill.Origin.NONE,
        conversion);
  }

  private static List<String> values(
      QuintetClient client, Map<String, ValuedPosition.Stated> stated, boolean quotes) {
    List<String> values = new ArrayList<>();
    for (ValuedPosition one : client.trades().values(Trades.Filter.of("a"), stated, quotes)) {
      values.add(
          one.position().symbol()
              + one.valuation()
                  .map(
                      it ->
                          " "
                              + it.unrealisedProfit().stripTrailingZeros().toPlainString()
                              + " "
                              + it.source()
                              + " "
                              + it.at())
                  .orElse(""));
    }
    return values;
  }

  private static ValuedPosition.Stated stated(String price) {
    return new ValuedPosition.Stated(new BigDecimal(price), null);
  }

  @Test
  void positionsAreValuedAtStatedPricesOrNewestTicksOrNotAtAll() {
    QuintetClient client = server.client(server.serviceKey());
    client.users().create("ann", new User.Profile("ann@example.com", "ann", "pro", Map.of()), null);
    client.users().openAccount("a", "ann", "mt5", "Acme", "1", "demo", "EUR");
    Fill.Conversion dollars = new Fill.Conversion(BigDecimal.TEN, new BigDecimal("0.5"));
    TradeReport report =
        client
            .trades()
            .record(
                List.of(
                    fill("DAX", "buy", "100", Fill.Conversion.NONE),
                    fill("GOLD", "sell", "50", Fill.Conversion.NONE),
                    fill("SPX", "buy", "10", dollars),
                    fill("ZINC", "buy", "1", Fill.Conversion.NONE)));
    assertThat(report.recorded()).isEqualTo(4);
    try (TickWriter writer = client.tickWriter()) {
      writer.write(
          TickBatch.quotes("fxcm", 8, 8)
              .addQuote("DAX", NANOS, 1, 101 * ONE, 102 * ONE, ONE)
              .addQuote("GOLD", NANOS, 1, 51 * ONE, 52 * ONE, ONE)
              .addQuote("SPX", NANOS, 1, 11 * ONE, 12 * ONE, ONE)
              .build("b"));
      assertThat(writer.flush().accepted()).isEqualTo(3);
    }
    assertThat(values(client, Map.of(), true))
        .as("a long position at the bid, a short one at the ask, none without rate or quote")
        .containsExactly("DAX 2 quote " + AT, "GOLD -4 quote " + AT, "SPX", "ZINC");
    assertThat(
            values(
                client,
                Map.of(
                    "DAX",
                    stated("105.5"),
                    "SPX",
                    new ValuedPosition.Stated(null, new BigDecimal("0.25"))),
                true))
        .containsExactly("DAX 11 stated null", "GOLD -4 quote " + AT, "SPX 5 quote " + AT, "ZINC");
    assertThat(values(client, Map.of("ZINC", stated("0.5")), false))
        .containsExactly("DAX", "GOLD", "SPX", "ZINC -1 stated null");
    assertThatThrownBy(() -> values(client, Map.of("DAX", stated("-1")), false))
        .isInstanceOf(QuintetException.class)
        .hasMessageContaining("price");
  }
}
