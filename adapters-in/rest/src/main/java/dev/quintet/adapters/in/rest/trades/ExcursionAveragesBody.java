package dev.quintet.adapters.in.rest.trades;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.adapters.in.rest.kit.CsvLines;
import dev.quintet.domain.trades.ExcursionSummary;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What excursions add up to, by key and currency. */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record ExcursionAveragesBody(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<Average> averages) {

  /**
   * Closed lots that have something in common; decimal numbers in text.
   *
   * @param known of how many lots the excursions are known; the others are in no average
   * @param minutes whole minutes of all holding times
   * @param coveredMinutes how many of them have a bar
   * @param averageAdverse of a lot; not there, as the others, when none is known
   * @param mostAdverse the largest
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Average(
      @JsonInclude(JsonInclude.Include.ALWAYS) String key,
      String currency,
      long lots,
      long known,
      long minutes,
      long coveredMinutes,
      @Nullable String averageAdverse,
      @Nullable String averageFavourable,
      @Nullable String mostAdverse,
      @Nullable String mostFavourable) {

    static Average of(ExcursionSummary row) {
      return new Average(
          row.key(),
          row.currency().getCurrencyCode(),
          row.lots(),
          row.known(),
          row.minutes(),
          row.covered(),
          text(row.averageAdverse()),
          text(row.averageFavourable()),
          text(row.mostAdverse()),
          text(row.mostFavourable()));
    }

    private static @Nullable String text(Optional<BigDecimal> number) {
      return number.map(BigDecimal::toPlainString).orElse(null);
    }

    private List<?> cells() {
      return Arrays.asList(
          key, lots, known, averageAdverse, averageFavourable, mostAdverse, mostFavourable,
          minutes, coveredMinutes, currency);
    }
  }

  static ExcursionAveragesBody of(List<ExcursionSummary> rows) {
    return new ExcursionAveragesBody(rows.stream().map(Average::of).toList());
  }

  CsvLines table() {
    return new CsvLines(
        List.of(
            "key", "lots", "known", "average_adverse", "average_favourable", "most_adverse",
            "most_favourable", "minutes", "covered_minutes", "currency"),
        averages.stream().<List<?>>map(Average::cells).toList());
  }
}
