package dev.quintet.client;

import dev.quintet.marketdata.v1.MarketClass;
import dev.quintet.marketdata.v1.SessionRule;
import dev.quintet.marketdata.v1.SetMarketSessionsRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When a tenant's markets are open. Of what no rule says, coverage says that the session is unknown.
 *
 * @param classes of the tenant's own, beside {@code forex metals crypto us-equities cme-futures}
 * @param rules the first that applies counts
 */
public record MarketSessions(List<Hours> classes, List<Rule> rules) {

  public MarketSessions {
    classes = List.copyOf(classes);
    rules = List.copyOf(rules);
  }

  /**
   * A class of markets.
   *
   * @param timeZone IANA, such as Asia/Kolkata
   * @param hours {@code MON-FRI 09:15-15:30} or {@code SUN 17:00-FRI 17:00}
   * @param closed days, {@code 2026-01-26}, or local times, {@code from/to}
   * @param longestQuietMinutes an open market without ticks for longer is taken for ticks not received
   */
  public record Hours(
      String name,
      String timeZone,
      List<String> hours,
      List<String> closed,
      int longestQuietMinutes) {

    public Hours {
      hours = List.copyOf(hours);
      closed = List.copyOf(closed);
    }
  }

  /**
   * What class a symbol or a feed is of.
   *
   * @param symbol with a {@code *} at its start or end, those that end or begin so; null: any
   * @param source null: any
   * @param hours the name of a class
   */
  public record Rule(@Nullable String symbol, @Nullable String source, String hours) {}

  SetMarketSessionsRequest request() {
    var sessions = dev.quintet.marketdata.v1.MarketSessions.newBuilder();
    for (Hours each : classes) {
      sessions.addClasses(
          MarketClass.newBuilder()
              .setName(each.name)
              .setTimeZone(each.timeZone)
              .addAllHours(each.hours)
              .addAllClosed(each.closed)
              .setLongestQuietMinutes(each.longestQuietMinutes));
    }
    for (Rule rule : rules) {
      sessions.addRules(
          SessionRule.newBuilder()
              .setSymbol(Objects.requireNonNullElse(rule.symbol, ""))
              .setSource(Objects.requireNonNullElse(rule.source, ""))
              .setHours(rule.hours));
    }
    return SetMarketSessionsRequest.newBuilder().setSessions(sessions).build();
  }

  static MarketSessions of(dev.quintet.marketdata.v1.MarketSessions sessions) {
    return new MarketSessions(
        sessions.getClassesList().stream()
            .map(
                each ->
                    new Hours(
                        each.getName(),
                        each.getTimeZone(),
                        each.getHoursList(),
                        each.getClosedList(),
                        each.getLongestQuietMinutes()))
            .toList(),
        sessions.getRulesList().stream()
            .map(rule -> new Rule(orNull(rule.getSymbol()), orNull(rule.getSource()), rule.getHours()))
            .toList());
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
