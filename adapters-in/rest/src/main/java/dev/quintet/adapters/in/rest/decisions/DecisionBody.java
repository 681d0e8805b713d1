package dev.quintet.adapters.in.rest.decisions;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.application.decisions.DecisionReading;
import dev.quintet.domain.decisions.Grounds;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/**
 * A decision, with why it was made.
 *
 * @param reasoning empty: not stated
 * @param conditions of the market: JSON in text, as it was sent; not there: not stated
 * @param features of the same form
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record DecisionBody(
    DecisionsBody.Decision decision,
    @JsonInclude(JsonInclude.Include.ALWAYS) String reasoning,
    @Nullable String conditions,
    @Nullable String features) {

  static DecisionBody of(DecisionReading.Found found) {
    Grounds grounds = found.grounds();
    return new DecisionBody(
        DecisionsBody.Decision.of(found.recorded()),
        grounds.reasoning(),
        grounds.conditions() == null ? null : grounds.conditions().value(),
        grounds.features() == null ? null : grounds.features().value());
  }
}
