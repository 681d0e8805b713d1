package dev.quintet.bootstrap.cli.subscriptions;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What overrides and grants have in common. */
final class Agreement {

  @Parameters(
      paramLabel = "ID",
      description = "The caller's: what is sent again under it is recorded once.")
  private String id = "";

  @Option(names = "--user", description = "Of the tenant (default: the tenant itself).")
  private @Nullable String user;

  @Option(
      names = "--from",
      paramLabel = "T",
      required = true,
      description = "From when on: an ISO-8601 instant, or a day (UTC).")
  private Instant from = Instant.EPOCH;

  String id() {
    return id;
  }

  /** Of a request that records it, which the caller completes. */
  Map<String, @Nullable String> body() {
    Map<String, @Nullable String> body = new LinkedHashMap<>();
    body.put("id", id);
    body.put("user", user);
    body.put("from", from.toString());
    return body;
  }

  /** As a part of a path, or of a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
