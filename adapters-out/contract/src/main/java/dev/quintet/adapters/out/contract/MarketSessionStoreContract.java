package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.MarketHours;
import dev.quintet.domain.marketdata.MarketHours.Closure;
import dev.quintet.domain.marketdata.MarketSessionStore;
import dev.quintet.domain.marketdata.MarketSessions;
import dev.quintet.domain.marketdata.MarketSessions.Rule;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.WeeklySession;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a {@link MarketSessionStore} does. */
public interface MarketSessionStoreContract {

  MarketSessionStore sessions();

  /** A new tenant that the store accepts. */
  TenantId newTenant();

  private MarketSessions found(TenantId tenant) {
    return sessions().find(tenant, Fresh.deadline());
  }

  private void put(TenantId tenant, MarketSessions said) {
    sessions().put(tenant, said, Fresh.deadline());
  }

  private static MarketHours india(String name) {
    return new MarketHours(
        name,
        ZoneId.of("Asia/Kolkata"),
        WeeklySession.of("MON-FRI 09:15-15:30"),
        List.of(
            Closure.of(LocalDate.of(2026, 1, 26)),
            new Closure(
                LocalDateTime.parse("2026-11-08T00:00"),
                LocalDateTime.parse("2026-11-09T13:00"),
                false)),
        Duration.ofMinutes(90));
  }

  private static MarketSessions said(String hours) {
    return new MarketSessions(
        List.of(india("nse")),
        List.of(
            new Rule("^GSPC", null, hours),
            new Rule("*.NS", new Source("vendor"), "nse"),
            new Rule("BTC*", null, "crypto"),
            new Rule(null, new Source("fxcm"), "forex")));
  }

  @Test
  default void whatATenantSaidIsReadAsItWasSaidAndReplacedAsAWhole() {
    TenantId tenant = newTenant();
    assertThat(found(tenant)).isEqualTo(MarketSessions.NONE);
    put(tenant, said("us-equities"));
    assertThat(found(tenant).text()).isEqualTo(said("us-equities").text());
    put(tenant, said("cme-futures"));
    assertThat(found(tenant).text()).isEqualTo(said("cme-futures").text());
    put(tenant, MarketSessions.NONE);
    assertThat(found(tenant)).isEqualTo(MarketSessions.NONE);
  }

  @Test
  default void tenantsDoNotSeeEachOthers() {
    TenantId tenant = newTenant();
    put(tenant, said("forex"));
    assertThat(found(newTenant())).isEqualTo(MarketSessions.NONE);
  }

  @Test
  default void theMostThatMayBeSaidIsKept() {
    TenantId tenant = newTenant();
    MarketSessions most =
        new MarketSessions(
            IntStream.range(0, MarketSessions.MAX_CLASSES).mapToObj(i -> india("c" + i)).toList(),
            IntStream.range(0, MarketSessions.MAX_RULES)
                .mapToObj(i -> new Rule("$".repeat(60) + i, null, "c1"))
                .toList());
    put(tenant, most);
    assertThat(found(tenant).text()).isEqualTo(most.text());
  }

  @Test
  default void afterItsDeadlineNothingIsDone() {
    TenantId tenant = newTenant();
    assertUnavailable(
        () -> sessions().put(tenant, said("forex"), Fresh.expired()),
        () -> sessions().find(tenant, Fresh.expired()));
    assertThat(found(tenant)).isEqualTo(MarketSessions.NONE);
  }
}
