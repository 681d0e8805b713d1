package dev.quintet.adapters.out.weaviate;

import com.google.protobuf.Value;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.patterns.EmbeddedPattern;
import dev.quintet.domain.patterns.Pattern;
import dev.quintet.domain.patterns.PatternId;
import dev.quintet.domain.patterns.RecordedPattern;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoBatch.BatchObject;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoSearchGet.SearchResult;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One version of a pattern as an object. Numbers are texts, since the server has them in floating point;
 * when it was seen is a number beside that, for filters: in microseconds, exact until the year 2255.
 */
final class PatternObject {

  static final String PATTERN_ID = "pattern_id";
  static final String VERSION = "version";
  static final String USER_ID = "user_id";
  static final String SYMBOL = "symbol";
  static final String TYPE = "type";
  static final String TIMEFRAME = "timeframe";
  static final String OUTCOME = "outcome";
  static final String SEEN = "seen";

  private static final String AT = "seen_at";
  private static final String FEATURES = "features";
  private static final String CONFIDENCE = "confidence";
  private static final String DECISION = "decision_id";
  private static final String TIER = "tier";
  private static final String RECORDED_AT = "recorded_at";

  static final List<String> TEXTS =
      List.of(
          PATTERN_ID, VERSION, USER_ID, SYMBOL, TYPE, TIMEFRAME, OUTCOME, AT, FEATURES, CONFIDENCE,
          DECISION, TIER, RECORDED_AT);

  static final Set<String> FILTERED =
      Set.of(PATTERN_ID, USER_ID, SYMBOL, TYPE, TIMEFRAME, OUTCOME);

  private PatternObject() {}

  static BatchObject of(Shard shard, TenantId tenant, EmbeddedPattern embedded) {
    RecordedPattern recorded = embedded.recorded();
    Pattern pattern = recorded.pattern();
    BatchObject.Builder object =
        Objects.object(shard, id(tenant, recorded), texts(recorded)).toBuilder()
            .setVectorBytes(Objects.vector(embedded.embedding().unit()));
    object
        .getPropertiesBuilder()
        .getNonRefPropertiesBuilder()
        .putFields(SEEN, Value.newBuilder().setNumberValue(micros(pattern.at())).build());
    return object.build();
  }

  private static String id(TenantId tenant, RecordedPattern recorded) {
    return Objects.id(tenant, recorded.pattern().id() + " " + recorded.version());
  }

  private static Map<String, String> texts(RecordedPattern recorded) {
    Pattern pattern = recorded.pattern();
    UserId user = pattern.user();
    return Map.ofEntries(
        Map.entry(PATTERN_ID, pattern.id().value()),
        Map.entry(VERSION, Long.toString(recorded.version())),
        Map.entry(USER_ID, user == null ? "" : user.value()),
        Map.entry(SYMBOL, pattern.symbol().value()),
        Map.entry(TYPE, pattern.type()),
        Map.entry(TIMEFRAME, Long.toString(pattern.timeframe().seconds())),
        Map.entry(OUTCOME, Words.of(recorded.outcome())),
        Map.entry(AT, Long.toString(micros(pattern.at()))),
        Map.entry(FEATURES, pattern.features().value()),
        Map.entry(CONFIDENCE, pattern.confidence().toPlainString()),
        Map.entry(DECISION, pattern.decision()),
        Map.entry(TIER, recorded.tier().word()),
        Map.entry(RECORDED_AT, Long.toString(micros(recorded.recordedAt()))));
  }

  static RecordedPattern recorded(SearchResult found) {
    String user = Objects.text(found, USER_ID);
    Pattern pattern =
        new Pattern(
            new PatternId(Objects.text(found, PATTERN_ID)),
            user.isEmpty() ? null : new UserId(user),
            new Symbol(Objects.text(found, SYMBOL)),
            Objects.text(found, TYPE),
            new Interval(Long.parseLong(Objects.text(found, TIMEFRAME))),
            new JsonText(Objects.text(found, FEATURES)),
            new BigDecimal(Objects.text(found, CONFIDENCE)),
            Objects.text(found, DECISION),
            instant(Objects.text(found, AT)));
    return new RecordedPattern(
        pattern,
        Pattern.Outcome.of(Objects.text(found, OUTCOME)),
        Tier.of(Objects.text(found, TIER)),
        version(found),
        instant(Objects.text(found, RECORDED_AT)));
  }

  static long version(SearchResult found) {
    return Long.parseLong(Objects.text(found, VERSION));
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static Instant instant(String micros) {
    return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
  }
}
