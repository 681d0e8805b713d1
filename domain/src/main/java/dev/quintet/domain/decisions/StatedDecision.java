package dev.quintet.domain.decisions;

import dev.quintet.domain.tenancy.UserId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A decision as it is offered, with why it was made. */
public record StatedDecision(Decision decision, Grounds grounds) {

  public DecisionId id() {
    return decision.id();
  }

  /** The same, of that user. */
  public StatedDecision ownedBy(@Nullable UserId owner) {
    return new StatedDecision(decision.ownedBy(owner), grounds);
  }

  /** The first field, in the words of the interface, in which it is another than that; empty: in none. */
  public Optional<String> differsIn(StatedDecision other) {
    Map<String, @Nullable Object> others = other.fields();
    return fields().entrySet().stream()
        .filter(it -> !Objects.equals(it.getValue(), others.get(it.getKey())))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("user_id", decision.user());
    fields.put("agent", decision.agent());
    fields.put("type", decision.type());
    fields.put("symbol", decision.symbol());
    fields.put("timeframe", decision.timeframe());
    fields.put("confidence", decision.confidence());
    fields.put("probability", decision.probability());
    fields.put("model_version", decision.model());
    fields.put("at_micros", decision.at());
    fields.put("reasoning", grounds.reasoning());
    fields.put("conditions", grounds.conditions());
    fields.put("features", grounds.features());
    return fields;
  }
}
