package dev.quintet.adapters.in.rest.trades;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.adapters.in.rest.kit.CsvLines;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.trades.RecordedEvent;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.TradeEvent;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Corrections, busts, splits and dividends in the order of their time.
 *
 * @param nextCursor not there on the last page
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record TradeEventsBody(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<Event> events, @Nullable String nextCursor) {

  /**
   * What happened to the positions of an account beside fills.
   *
   * @param kind correction, bust, split or dividend
   * @param before of a correction and a bust: the fill as it was until then
   * @param after of a correction: the fill as it is since
   * @param unitsTo of a split: so many units for each {@code units_from} that there were
   * @param amount of a dividend: money for each unit, a decimal number in text
   * @param sequence among all fills and events of its account
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Event(
      String eventId,
      String account,
      String symbol,
      String kind,
      String at,
      FillsBody.@Nullable Fill before,
      FillsBody.@Nullable Fill after,
      @Nullable Integer unitsTo,
      @Nullable Integer unitsFrom,
      @Nullable String amount,
      String user,
      long sequence,
      String recordedAt) {

    static Event of(RecordedEvent recorded) {
      TradeEvent event = recorded.event();
      RecordedFill before = recorded.before();
      TradeEvent.Split split = event instanceof TradeEvent.Split it ? it : null;
      return new Event(
          event.id().value(),
          event.account().value(),
          recorded.symbol().value(),
          event.kind(),
          event.at().toString(),
          before == null ? null : FillsBody.Fill.of(before),
          event instanceof TradeEvent.Correction it
              ? FillsBody.Fill.of(
                  new RecordedFill(
                      it.replacement(),
                      recorded.user(),
                      before == null ? null : before.tier(),
                      recorded.sequence(),
                      recorded.recordedAt()))
              : null,
          split == null ? null : Integer.valueOf(split.to()),
          split == null ? null : Integer.valueOf(split.from()),
          event instanceof TradeEvent.Dividend it ? it.amount().toPlainString() : null,
          recorded.user().value(),
          recorded.sequence(),
          recorded.recordedAt().toString());
    }

    private List<?> cells() {
      return Stream.of(
              at,
              eventId,
              account,
              symbol,
              kind,
              before == null ? null : before.tradeId(),
              before == null ? null : before.quantity(),
              before == null ? null : before.price(),
              after == null ? null : after.quantity(),
              after == null ? null : after.price(),
              unitsTo,
              unitsFrom,
              amount)
          .map(cell -> Objects.requireNonNullElse(cell, ""))
          .toList();
    }
  }

  static TradeEventsBody of(Page<RecordedEvent> page) {
    return new TradeEventsBody(
        page.items().stream().map(Event::of).toList(),
        page.next().map(Cursor::value).orElse(null));
  }

  CsvLines table() {
    return new CsvLines(
        List.of(
            "time", "id", "account", "symbol", "kind", "trade", "quantity_before", "price_before",
            "quantity_after", "price_after", "units_to", "units_from", "amount"),
        events.stream().<List<?>>map(Event::cells).toList());
  }
}
