package dev.quintet.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quintet.client.TickBatch.Builder;
import dev.quintet.marketdata.v1.IngestTicksRequest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TickBatchTest {

  @Test
  void columnsAreDifferencesAndWhatIsNotNeededIsLeftOut() {
    IngestTicksRequest request =
        TickBatch.quotes("feed", 5, 2)
            .addQuote("X", 1_000, Builder.NO_SEQUENCE, 139_123, 139_125, 0)
            .addQuote("X", 900, Builder.NO_SEQUENCE, 139_120, 139_130, 0)
            .user("u-1")
            .build("b-1")
            .request();

    assertThat(request.getBatchId()).isEqualTo("b-1");
    assertThat(request.getSource()).isEqualTo("feed");
    assertThat(request.getUserId()).isEqualTo("u-1");
    assertThat(request.getSymbolsList()).containsExactly("X");
    assertThat(request.getSymbolIndexesList()).isEmpty();
    assertThat(request.getSequencesList()).isEmpty();
    assertThat(request.getVolumesList()).isEmpty();
    assertThat(request.getEventTimesList()).containsExactly(1_000L, -100L);
    assertThat(request.getQuotes().getBidsList()).containsExactly(139_123L, -3L);
    assertThat(request.getQuotes().getAsksList()).containsExactly(139_125L, 5L);
    assertThat(request.getPriceScale()).isEqualTo(5);
    assertThat(request.getVolumeScale()).isEqualTo(2);
  }

  @Test
  void columnsThatAreNeededLateAreCompleted() {
    IngestTicksRequest request =
        TickBatch.trades("feed", 0, 0)
            .addTrade("X", 1, 4, 10, 0)
            .addTrade("Y", 2, 5, 11, 7)
            .addTrade("X", 3, 6, 12, 0)
            .build("b")
            .request();

    assertThat(request.getSymbolsList()).containsExactly("X", "Y");
    assertThat(request.getSymbolIndexesList()).containsExactly(0, 1, 0);
    assertThat(request.getSequencesList()).containsExactly(4, 5, 6);
    assertThat(request.getVolumesList()).containsExactly(0L, 7L, 0L);
    assertThat(request.getTrades().getPricesList()).containsExactly(10L, 1L, 1L);
  }

  @Test
  void decimalsAreTakenExactlyOrNotAtAll() {
    Builder batch = TickBatch.trades("feed", 2, 0);
    Instant time = Instant.ofEpochSecond(1, 1);

    batch.addTrade("X", time, new BigDecimal("1.25"), new BigDecimal("3"));
    assertThat(field(() -> batch.addTrade("X", time, new BigDecimal("1.255"), BigDecimal.ONE)))
        .isEqualTo("prices");
    assertThat(field(() -> batch.addTrade("X", time, BigDecimal.ONE, new BigDecimal("0.5"))))
        .isEqualTo("volumes");
    assertThat(field(() -> batch.addTrade("X", Instant.MAX, BigDecimal.ONE, BigDecimal.ONE)))
        .isEqualTo("event_times");
    assertThat(
            field(() -> batch.addTrade("X", time, new BigDecimal("1e999999999"), BigDecimal.ONE)))
        .isEqualTo("prices");
    assertThat(batch.rows()).isEqualTo(1);
    assertThat(batch.build("b").request().getTrades().getPricesList()).containsExactly(125L);
  }

  @Test
  void whatCannotBeARowIsRefusedAndChangesNothing() {
    Builder batch =
        TickBatch.quotes("feed", 0, 0).addQuote("X", 0, Builder.NO_SEQUENCE, Long.MIN_VALUE, 0, 0);

    assertThat(field(() -> batch.addQuote("Y", 0, Builder.NO_SEQUENCE, 1, 0, 5)))
        .isEqualTo("bids");
    assertThat(field(() -> batch.addQuote("X", 0, 1, Long.MIN_VALUE, 0, 0)))
        .isEqualTo("sequences");
    assertThatThrownBy(() -> batch.addTrade("X", 0, -1, 0, 0))
        .isInstanceOf(IllegalStateException.class);

    IngestTicksRequest request = batch.build("b").request();
    assertThat(request.getSymbolsList()).containsExactly("X");
    assertThat(request.getEventTimesCount()).isEqualTo(1);
    assertThat(request.getQuotes().getBidsCount()).isEqualTo(1);
    assertThat(request.getVolumesCount()).isZero();
  }

  @Test
  void anIdThatCannotBeIsRefusedBeforeItIsSent() {
    for (String id : List.of("", "a b", "x".repeat(65), "é")) {
      Builder batch = TickBatch.trades("feed", 0, 0).addTrade("X", 1, -1, 1, 1);
      assertThat(field(() -> batch.build(id))).isEqualTo("batch_id");
    }
  }

  @Test
  void aBatchHoldsNoMoreThanABatchMay() {
    Builder batch = TickBatch.trades("feed", 0, 0);
    for (int row = 0; row < TickBatch.MAX_ROWS; row++) {
      batch.addTrade("X", row, Builder.NO_SEQUENCE, 1, 1);
    }

    assertThat(field(() -> batch.addTrade("X", 0, Builder.NO_SEQUENCE, 1, 1)))
        .isEqualTo("event_times");
    assertThat(batch.build("b").rows()).isEqualTo(TickBatch.MAX_ROWS);
  }

  private static String field(Runnable action) {
    return catchThrowableOfType(QuintetException.class, action::run).field().orElse("");
  }
}
