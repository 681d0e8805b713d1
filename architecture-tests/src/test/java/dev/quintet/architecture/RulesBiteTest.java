package dev.quintet.architecture;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules bite: each finds what was planted against it, and nothing else. */
final class RulesBiteTest {

  private static final Codebase PLANTED = Codebase.planted();

  private static final Map<Rule, List<String>> PLANTS =
      Map.ofEntries(
          entry(Rule.EVERY_CLASS_IS_IN_A_LAYER, List.of("cellar.Barrel")),
          entry(
              Rule.DOMAIN_STANDS_ALONE,
              List.of("domain.marketdata.LoggingTick", "domain.marketdata.TickFile")),
          entry(
              Rule.APPLICATION_KNOWS_ONLY_THE_DOMAIN,
              List.of(
                  "application.marketdata.InjectedIngestion", "application.marketdata.Restart")),
          entry(
              Rule.INBOUND_ADAPTERS_SPEAK_ONE_PROTOCOL,
              List.of(
                  "adapters.in.carrierpigeon.PigeonLoft",
                  "adapters.in.grpc.RestingService",
                  "adapters.in.rest.BorrowedTickers",
                  "adapters.in.rest.SqlController")),
          entry(Rule.INBOUND_ADAPTERS_HOLD_NO_PORT, List.of("adapters.in.grpc.ShortcutService")),
          entry(Rule.RIGHTS_ARE_DECIDED_IN_ONE_PLACE, List.of("adapters.in.grpc.JudgingService")),
          entry(
              Rule.REQUESTS_ARE_READ_BY_WHAT_ROUTES_DECLARE,
              List.of("adapters.in.rest.PryingController")),
          entry(
              Rule.OUTBOUND_ADAPTERS_DRIVE_ONE_STORE,
              List.of(
                  "adapters.out.dragonfly.ActiveQuotes",
                  "adapters.out.dragonfly.SqlQuotes",
                  "adapters.out.papyrus.Scroll",
                  "adapters.out.postgresql.BorrowedMemory")),
          entry(Rule.ENGINES_KNOW_NO_ADAPTER, List.of("engines.TenantEngine")),
          entry(Rule.CLIENT_KNOWS_ONLY_THE_PUBLIC_INTERFACE, List.of("client.InsideClient")),
          entry(Rule.NOBODY_DEPENDS_ON_BOOTSTRAP, List.of("application.marketdata.Restart")),
          entry(Rule.VERBS_USE_THE_PUBLIC_INTERFACE, List.of("bootstrap.cli.TicksCommand")),
          entry(
              Rule.BUSINESS_MODULES_DEPEND_ONE_WAY,
              List.of(
                  "application.tenancy.RewiredOnboarding",
                  "application.tenancy.TickOnboarding",
                  "domain.astrology.Horoscope",
                  "domain.tenancy.TickingTenant")),
          entry(
              Rule.DRIVER_FAILURES_ARE_TRANSLATED_IN_ONE_PLACE,
              List.of(
                  "adapters.out.clickhouse.WrappingInsert.caught",
                  "adapters.out.clickhouse.WrappingInsert.handedOver")),
          entry(
              Rule.INTERFACES_OF_THE_DOMAIN_ARE_PORTS, List.of("domain.marketdata.TickRepository")),
          entry(Rule.PORT_NAMES_ARE_FOR_PORTS, List.of("domain.marketdata.SolidLog")),
          entry(Rule.PORTS_ARE_NARROW, List.of("domain.marketdata.WideGraph")),
          entry(
              Rule.PORTS_SPEAK_VALUES,
              List.of(
                  "domain.marketdata.LaterIndex.future",
                  "domain.marketdata.LaterIndex.flow",
                  "domain.marketdata.LaterIndex.row")),
          entry(
              Rule.PORTS_TAKE_THE_TENANT_FIRST,
              List.of(
                  "domain.marketdata.TenantlessFeed.publish",
                  "domain.marketdata.TenantlessFeed.close")),
          entry(
              Rule.PORTS_TAKE_A_DEADLINE_LAST,
              List.of("domain.marketdata.PatientStore.find", "domain.marketdata.PatientStore.all")),
          entry(
              Rule.ADAPTERS_ARE_NAMED_TECHNOLOGY_AND_PORT,
              List.of("adapters.out.memory.TicksInMemory")),
          entry(
              Rule.ADAPTERS_PASS_THE_CONTRACT,
              List.of("adapters.out.postgresql.PostgresTickStore")),
          entry(
              Rule.NAMES_SAY_WHAT_A_CLASS_IS,
              List.of(
                  "application.marketdata.Misnamed$TickImpl",
                  "application.marketdata.Misnamed$TickManager",
                  "application.marketdata.Misnamed$TickHelper",
                  "application.marketdata.Misnamed$TickUtil",
                  "application.marketdata.Misnamed$TickUtils",
                  "application.marketdata.Misnamed$TickDTO",
                  "application.marketdata.Misnamed$TickDto",
                  "application.marketdata.Misnamed$TickPort",
                  "application.marketdata.Misnamed$TickUseCase",
                  "application.marketdata.Misnamed$BaseTick",
                  "application.marketdata.Misnamed$AbstractTick")),
          entry(
              Rule.PACKAGES_ARE_NAMED_AFTER_THE_BUSINESS, List.of("client.mapper.Ticks")),
          entry(
              Rule.TIME_AND_IDS_ARE_PASSED_IN,
              List.of(
                  "application.marketdata.Oracle.instant",
                  "application.marketdata.Oracle.day",
                  "application.marketdata.Oracle.reference",
                  "application.marketdata.Oracle.lambda",
                  "application.marketdata.Oracle.millis",
                  "application.marketdata.Oracle.clock",
                  "application.marketdata.Oracle.id")),
          entry(
              Rule.MARKET_DATA_AND_ACTIVITIES_HAVE_NO_FLOATS,
              List.of(
                  "application.marketdata.Average.sum",
                  "application.marketdata.Average.of",
                  "application.marketdata.Average.boxed",
                  "application.marketdata.Average.all")),
          entry(
              Rule.MONEY_AND_PRICES_ARE_DECIMALS,
              List.of(
                  "adapters.in.rest.QuoteBody.bidPrice",
                  "adapters.in.rest.QuoteBody.setAsk",
                  "adapters.in.rest.QuoteBody.HIGH_WATER")),
          entry(
              Rule.ADAPTERS_ARE_PUBLIC_ONLY_WITHIN,
              List.of(
                  "adapters.in.grpc.PublicService",
                  "adapters.in.grpc.PublicService$Part",
                  "adapters.in.rest.BorrowedTickers",
                  "bootstrap.Eavesdropper",
                  "bootstrap.EavesdroppingTest")),
          entry(
              Rule.BUSINESS_MODULES_OF_AN_ADAPTER_DEPEND_ONE_WAY,
              List.of(
                  "adapters.in.grpc.astrology.HoroscopeService",
                  "adapters.in.grpc.kit.TickingKit",
                  "adapters.in.grpc.marketdata.Rewired",
                  "adapters.in.grpc.tenancy.TickingService",
                  "bootstrap.cli.tenancy.TickingCommand")),
          entry(Rule.PACKAGES_ARE_NULL_MARKED, List.of("domain.marketdata.unmarked.Tick")),
          entry(Rule.CLASSES_ARE_FINAL, List.of("application.marketdata.Extensible")),
          entry(Rule.FILES_ARE_SHORT, List.of("application.marketdata.Oracle")),
          entry(
              Rule.TECHNOLOGIES_STAY_IN_ADAPTERS, List.of("domain.tenancy.CachedTenant")));

  @ParameterizedTest
  @EnumSource
  void theRuleFindsWhatWasPlantedAndNothingElse(Rule rule) {
    List<Breach> breaches = rule.breaches(PLANTED);
    List<String> plants = PLANTS.getOrDefault(rule, List.of());

    assertThat(plants).as("plants against " + rule).isNotEmpty();
    assertThat(plants)
        .allSatisfy(plant -> assertThat(breaches).anyMatch(breach -> breach.isIn(plant)));
    assertThat(breaches)
        .allSatisfy(breach -> assertThat(plants).anyMatch(plant -> breach.isIn(plant)));
  }

  @Test
  void aRuleThatFindsNoClassToJudgeFails() {
    Codebase empty = Codebase.empty();

    assertThat(Arrays.asList(Rule.values()))
        .allSatisfy(
            rule ->
                assertThatThrownBy(() -> rule.breaches(empty))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("failed to check any classes"));
  }
}
