package dev.quintet.architecture;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where the code may break its rules, and why. A reason that begins with "to shrink" is a debt;
 * the others are decisions. An entry that nothing needs any more fails {@code LayerRulesTest}.
 */
final class Exceptions {

  /**
   * One exception.
   *
   * @param where package, class or member below {@code dev.quintet}
   */
  record Exemption(Rule rule, String where, String reason) {}

  static final List<Exemption> ALL =
      Stream.of(
              exempt(
                  Rule.ADAPTERS_ARE_PUBLIC_ONLY_WITHIN,
                  "the embedded engine is started with its users before there is a wiring",
                  "bootstrap.Service.run",
                  "bootstrap.Service.clickHouseUsers",
                  "bootstrap.ServersWiringTest.servesFromServersThatItDidNotStart"),
              exempt(
                  Rule.INTERFACES_OF_THE_DOMAIN_ARE_PORTS,
                  "called by stores and inbound adapters alike; asked for nothing",
                  "domain.shared.Observer",
                  "domain.shared.Observation"),
              exempt(
                  Rule.INTERFACES_OF_THE_DOMAIN_ARE_PORTS,
                  "made by an activity of ports, and handed to one",
                  "domain.writes.Effect"),
              exempt(
                  Rule.PORTS_TAKE_THE_TENANT_FIRST,
                  "stores the tenant itself",
                  "domain.tenancy.TenantStore.register",
                  "domain.tenancy.TenantStore.list"),
              exempt(
                  Rule.PORTS_TAKE_THE_TENANT_FIRST,
                  "a key says which tenant it is for, so none is known before it is read",
                  "domain.tenancy.ApiKeyStore.add",
                  "domain.tenancy.ApiKeyStore.find",
                  "domain.tenancy.ApiKeyStore.revoke"),
              exempt(
                  Rule.PORTS_TAKE_THE_TENANT_FIRST,
                  "one block of many tenants, each entry with its own",
                  "domain.marketdata.TickStore.append",
                  "domain.writes.Once.write"),
              exempt(
                  Rule.PORTS_TAKE_THE_TENANT_FIRST,
                  "an origin of ticks begins with its tenant",
                  "domain.marketdata.TickVersionStore.extents",
                  "domain.marketdata.TickVersionStore.extentsOfOthers",
                  "domain.marketdata.TickVersionStore.find"),
              exempt(
                  Rule.PORTS_TAKE_THE_TENANT_FIRST,
                  "asked at the start and in the background, for all tenants, a thousand at a time",
                  "domain.subscriptions.SubscriptionStore.due",
                  "domain.subscriptions.EnrolmentStore.subscribed",
                  "domain.writes.Once.newest",
                  "domain.writes.Once.settle",
                  "domain.operations.ComparisonStore.list",
                  "domain.operations.RebuildStore.open",
                  "domain.operations.ReceiptStore.forget",
                  "domain.trades.MarginStore.due",
                  "domain.operations.OutboxStore.due",
                  "domain.operations.OutboxStore.backlog"),
              exempt(
                  Rule.PORTS_TAKE_THE_TENANT_FIRST,
                  "a lane, a comparison and a rebuild are those of a tenant",
                  "domain.operations.RebuildStore.put",
                  "domain.operations.ComparisonStore.put",
                  "domain.operations.OutboxStore.deliver",
                  "domain.operations.OutboxStore.replay"),
              exempt(
                  Rule.PORTS_TAKE_THE_TENANT_FIRST,
                  "usage of many tenants: each event and query names its own, and the billing"
                      + " system reads all",
                  "domain.subscriptions.UsageLedger.append",
                  "domain.subscriptions.UsageLedger.totals",
                  "domain.subscriptions.UsageLedger.events",
                  "domain.subscriptions.UsageLedger.reconcile",
                  "domain.subscriptions.UsageLedger.drift",
                  "domain.subscriptions.UsageLedger.prepare",
                  "domain.subscriptions.UsageLedger.used",
                  "domain.subscriptions.StatementStore.keep",
                  "domain.subscriptions.QuotaLog.warn"),
              exempt(
                  Rule.PORTS_TAKE_THE_TENANT_FIRST,
                  "of the platform, of which there is one, and of no tenant",
                  "domain.subscriptions.QuarantineStore.keep",
                  "domain.subscriptions.QuarantineStore.list",
                  "domain.subscriptions.QuarantineStore.waiting",
                  "domain.subscriptions.EnrolmentStore.since",
                  "domain.subscriptions.QuarantineStore.find",
                  "domain.subscriptions.QuarantineStore.settle",
                  "domain.subscriptions.PlanStore.list",
                  "domain.subscriptions.PlanStore.add",
                  "domain.subscriptions.PlanStore.find",
                  "domain.platform.BaselineStore.find",
                  "domain.platform.BaselineStore.put"),
              exempt(
                  Rule.PORTS_TAKE_THE_TENANT_FIRST,
                  "known without asking the store",
                  "domain.marketdata.TickStore.store",
                  "domain.operations.ReceiptStore.store",
                  "domain.trades.FillIndex.store",
                  "domain.operations.GenerationIndex.store",
                  "domain.operations.GenerationIndex.projection",
                  "domain.patterns.PatternIndex.store",
                  "domain.decisions.DecisionIndex.store",
                  "domain.trades.PositionIndex.store",
                  "domain.trades.SignalIndex.store",
                  "domain.trades.LatestSignalIndex.store",
                  "domain.predictions.PredictionIndex.store",
                  "domain.predictions.LatestPredictionIndex.store",
                  "domain.marketdata.QuoteCache.store",
                  "domain.platform.Store.declaration"),
              exempt(
                  Rule.PORTS_TAKE_THE_TENANT_FIRST,
                  "of a whole store, whichever tenants it has",
                  "domain.platform.Store.migrate",
                  "domain.platform.Store.verify",
                  "domain.platform.JobStore.begin",
                  "domain.platform.JobStore.end",
                  "domain.platform.JobStore.runs",
                  "domain.platform.Store.begin",
                  "domain.platform.Store.figures",
                  "domain.tenancy.TenantStore.countActive"),
              exempt(
                  Rule.PORTS_TAKE_A_DEADLINE_LAST,
                  "known without asking the store",
                  "domain.marketdata.TickStore.store",
                  "domain.operations.ReceiptStore.store",
                  "domain.trades.FillIndex.store",
                  "domain.operations.GenerationIndex.store",
                  "domain.operations.GenerationIndex.projection",
                  "domain.patterns.PatternIndex.store",
                  "domain.decisions.DecisionIndex.store",
                  "domain.trades.PositionIndex.store",
                  "domain.trades.SignalIndex.store",
                  "domain.trades.LatestSignalIndex.store",
                  "domain.predictions.PredictionIndex.store",
                  "domain.predictions.LatestPredictionIndex.store",
                  "domain.platform.Store.declaration"),
              exempt(
                  Rule.PORTS_TAKE_A_DEADLINE_LAST,
                  "returns at once, or within some seconds",
                  "domain.platform.JobStore.begin",
                  "domain.platform.JobStore.end",
                  "domain.platform.Store.begin",
                  "domain.trades.PositionIndex.find",
                  "domain.trades.LatestSignalIndex.find",
                  "domain.predictions.LatestPredictionIndex.find",
                  "domain.users.SessionStore.peek"))
          .flatMap(List::stream)
          .toList();

  private Exceptions() {}

  static List<Exemption> of(Rule rule) {
    return ALL.stream().filter(exemption -> exemption.rule() == rule).toList();
  }

  private static List<Exemption> exempt(Rule rule, String reason, String... places) {
    return Stream.of(places).map(place -> new Exemption(rule, place, reason)).toList();
  }
}
