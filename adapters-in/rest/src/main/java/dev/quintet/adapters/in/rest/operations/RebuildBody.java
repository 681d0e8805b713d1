package dev.quintet.adapters.in.rest.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.domain.operations.Rebuild;
import dev.quintet.domain.shared.Words;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;

/**
 * How far a projection is that is built anew.
 *
 * @param number 1 for the first of that tenant and projection
 * @param state requested, building (reads find what was there before), shown (reads find what was built) or
 *     done
 * @param built rows
 * @param total rows that were recorded when it began; what is recorded meanwhile is delivered to both
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record RebuildBody(
    String projection,
    int number,
    String state,
    long built,
    long total,
    String requestedAt,
    String changedAt) {

  /** The newest first. */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Listing(@JsonInclude(JsonInclude.Include.ALWAYS) List<RebuildBody> rebuilds) {

    static Listing of(List<Rebuild> rebuilds) {
      return new Listing(rebuilds.stream().map(RebuildBody::of).toList());
    }
  }

  static RebuildBody of(Rebuild it) {
    return new RebuildBody(
        it.projection(),
        it.number(),
        Words.of(it.state()),
        it.built(),
        it.total(),
        it.requestedAt().toString(),
        it.changedAt().toString());
  }
}
