package dev.quintet.adapters.in.rest.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.shared.Words;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which stores have what an operation changed.
 *
 * @param legs one for each store, that of record among them
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record ReceiptBody(
    String operation,
    String guarantee,
    String recordedAt,
    @JsonInclude(JsonInclude.Include.ALWAYS) List<Leg> legs) {

  /**
   * What a store has of it.
   *
   * @param attempts how often it was given some of it
   * @param reason why the last of these failed; not there: it did not, or the leg is over
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Leg(
      String store, String state, String since, int attempts, @Nullable String reason) {

    static Leg of(Receipt.Leg leg) {
      return new Leg(
          leg.store(),
          Words.of(leg.state()),
          leg.since().toString(),
          leg.attempts(),
          leg.reason());
    }
  }

  static ReceiptBody of(Receipt receipt) {
    return new ReceiptBody(
        receipt.operation().value(),
        Words.of(receipt.guarantee()),
        receipt.recordedAt().toString(),
        receipt.legs().stream().map(Leg::of).toList());
  }
}
