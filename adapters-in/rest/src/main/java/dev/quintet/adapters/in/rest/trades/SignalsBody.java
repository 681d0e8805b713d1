package dev.quintet.adapters.in.rest.trades;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.adapters.in.rest.kit.CsvLines;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.RecordedSignal;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signals in the order of their time.
 *
 * @param nextCursor not there on the last page
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record SignalsBody(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<Signal> signals, @Nullable String nextCursor) {

  /**
   * What a strategy, or agents, said of a symbol; decimal numbers in text.
   *
   * @param strategy empty: not known
   * @param user whose it is; not there: the tenant's
   * @param tier of the tenant then
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Signal(
      String signalId,
      String symbol,
      String timeframe,
      String type,
      String strength,
      String confidence,
      @JsonInclude(JsonInclude.Include.ALWAYS) String strategy,
      @JsonInclude(JsonInclude.Include.ALWAYS) List<String> agents,
      String at,
      @Nullable String user,
      String tier,
      String recordedAt) {

    static Signal of(RecordedSignal recorded) {
      dev.quintet.domain.trades.Signal signal = recorded.signal();
      UserId user = signal.user();
      return new Signal(
          signal.id().value(),
          signal.symbol().value(),
          signal.timeframe().text(),
          Words.of(signal.type()),
          signal.strength().toPlainString(),
          signal.confidence().toPlainString(),
          signal.strategy(),
          signal.agents(),
          signal.at().toString(),
          user == null ? null : user.value(),
          recorded.tier().word(),
          recorded.recordedAt().toString());
    }

    private List<?> cells() {
      return List.of(
          at, signalId, symbol, timeframe, type, strength, confidence, strategy,
          String.join(";", agents), user == null ? "" : user, tier);
    }
  }

  static SignalsBody of(Page<RecordedSignal> page) {
    return new SignalsBody(
        page.items().stream().map(Signal::of).toList(),
        page.next().map(Cursor::value).orElse(null));
  }

  CsvLines table() {
    return new CsvLines(
        List.of(
            "time", "id", "symbol", "timeframe", "type", "strength", "confidence", "strategy",
            "agents", "user", "tier"),
        signals.stream().<List<?>>map(Signal::cells).toList());
  }
}
