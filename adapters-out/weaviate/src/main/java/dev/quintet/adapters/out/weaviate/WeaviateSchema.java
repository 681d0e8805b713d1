package dev.quintet.adapters.out.weaviate;

import dev.quintet.domain.patterns.EmbeddingModel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The collections, what they are made as, and what the service may do with them. */
final class WeaviateSchema {

  /** What every name of ours begins with, and no name of anybody else. */
  static final String PREFIX = "MarketPattern";

  /** Which generations companies have. */
  static final String GENERATIONS = PREFIX + "Generations";

  static final String ROLE = "quintet_service";

  private static final Pattern OF_PATTERNS = Pattern.compile(PREFIX + "_[a-zA-Z0-9_]+_([0-9]+)");

  private static final Map<String, Object> TENANCY =
      Map.of("enabled", true, "autoTenantCreation", false, "autoTenantActivation", false);

  private WeaviateSchema() {}

  /**
   * The collection of a model, with the dimension at the end: {@code MarketPattern_bge_hsmall_384}. What
   * such names may not hold is two characters, of which the second is no digit, so that two models never
   * have one name.
   */
  static String collection(EmbeddingModel model) {
    String name = model.name().replace("_", "_u").replace(".", "_d").replace("-", "_h");
    return PREFIX + "_" + name + "_" + model.dimension();
  }

  static boolean isOfPatterns(String collection) {
    return OF_PATTERNS.matcher(collection).matches();
  }

  /** Of the vectors of a collection of patterns. */
  static int dimension(String collection) {
    var matcher = OF_PATTERNS.matcher(collection);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  static Map<String, Object> patterns(String collection) {
    return Map.of(
        "class", collection,
        "vectorizer", "none",
        "vectorIndexType", "hnsw",
        "vectorIndexConfig", Map.of("distance", "cosine", "skipDefaultQuantization", true),
        "multiTenancyConfig", TENANCY,
        "properties",
            Stream.concat(
                    PatternObject.TEXTS.stream()
                        .map(name -> text(name, PatternObject.FILTERED.contains(name))),
                    Stream.of(
                        Map.of(
                            "name", PatternObject.SEEN,
                            "dataType", List.of("number"),
                            "indexFilterable", true,
                            "indexRangeFilters", true)))
                .toList());
  }

  static Map<String, Object> generations() {
    return Map.of(
        "class", GENERATIONS,
        "vectorizer", "none",
        "vectorIndexConfig", Map.of("skip", true),
        "multiTenancyConfig", TENANCY,
        "properties",
            List.of(
                text(WeaviateGenerationIndex.NUMBER, false), text(WeaviateGenerationIndex.SHOWN, false)));
  }

  private static Map<String, Object> text(String name, boolean filtered) {
    return Map.of(
        "name", name,
        "dataType", List.of("text"),
        "tokenization", "field",
        "indexFilterable", filtered,
        "indexSearchable", false);
  }

  /** All that the service may do: with objects and tenants of our collections, which it does not make. */
  static List<Map<String, Object>> permissions() {
    Map<String, Object> collections = Map.of("collection", PREFIX + "*");
    Map<String, Object> tenants = Map.of("collection", PREFIX + "*", "tenant", "*");
    Map<String, Object> objects =
        Map.of("collection", PREFIX + "*", "tenant", "*", "object", "*");
    return Stream.of(
            Stream.of(Map.of("action", "read_collections", "collections", collections)),
            Stream.of("create", "read", "update", "delete")
                .map(verb -> Map.of("action", verb + "_tenants", "tenants", tenants)),
            Stream.of("create", "read", "update", "delete")
                .map(verb -> Map.of("action", verb + "_data", "data", objects)))
        .<Map<String, Object>>flatMap(it -> it)
        .toList();
  }

  /** Permissions as sentences, whatever order they and their parts have. */
  static Set<String> sentences(List<?> permissions) {
    return permissions.stream()
        .map(
            it ->
                ((Map<?, ?>) it)
                    .values().stream()
                        .flatMap(
                            part ->
                                part instanceof Map<?, ?> scope
                                    ? scope.entrySet().stream().map(Object::toString)
                                    : Stream.of(String.valueOf(part)))
                        .sorted()
                        .collect(Collectors.joining(" ")))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
