package dev.quintet.adapters.in.grpc;

import static dev.quintet.domain.tenancy.Permission.DECISIONS_WRITE;
import static dev.quintet.domain.tenancy.Permission.DECISIONS_READ;
import static dev.quintet.domain.tenancy.Permission.ACCOUNTS_READ;
import static dev.quintet.domain.tenancy.Permission.ACCOUNTS_WRITE;
import static dev.quintet.domain.tenancy.Permission.BARS_READ;
import static dev.quintet.domain.tenancy.Permission.BARS_WRITE;
import static dev.quintet.domain.tenancy.Permission.INVOICES_EXPORT;
import static dev.quintet.domain.tenancy.Permission.INVOICES_READ;
import static dev.quintet.domain.tenancy.Permission.KEYS_ISSUE;
import static dev.quintet.domain.tenancy.Permission.KEYS_READ;
import static dev.quintet.domain.tenancy.Permission.KEYS_REVOKE;
import static dev.quintet.domain.tenancy.Permission.LOGINS_READ;
import static dev.quintet.domain.tenancy.Permission.LOGINS_WRITE;
import static dev.quintet.domain.tenancy.Permission.NOTIFICATIONS_READ;
import static dev.quintet.domain.tenancy.Permission.NOTIFICATIONS_WRITE;
import static dev.quintet.domain.tenancy.Permission.PLANS_READ;
import static dev.quintet.domain.tenancy.Permission.PREDICTIONS_READ;
import static dev.quintet.domain.tenancy.Permission.PREDICTIONS_WRITE;
import static dev.quintet.domain.tenancy.Permission.PREFERENCES_READ;
import static dev.quintet.domain.tenancy.Permission.PREFERENCES_WRITE;
import static dev.quintet.domain.tenancy.Permission.QUOTAS_READ;
import static dev.quintet.domain.tenancy.Permission.RECEIPTS_READ;
import static dev.quintet.domain.tenancy.Permission.RISK_READ;
import static dev.quintet.domain.tenancy.Permission.RISK_WRITE;
import static dev.quintet.domain.tenancy.Permission.SESSIONS_READ;
import static dev.quintet.domain.tenancy.Permission.SESSIONS_WRITE;
import static dev.quintet.domain.tenancy.Permission.SUBSCRIPTIONS_CREATE;
import static dev.quintet.domain.tenancy.Permission.SUBSCRIPTIONS_READ;
import static dev.quintet.domain.tenancy.Permission.SUBSCRIPTIONS_WRITE;
import static dev.quintet.domain.tenancy.Permission.TENANTS_CREATE;
import static dev.quintet.domain.tenancy.Permission.TENANTS_LIST;
import static dev.quintet.domain.tenancy.Permission.TENANTS_READ;
import static dev.quintet.domain.tenancy.Permission.TICKS_READ;
import static dev.quintet.domain.tenancy.Permission.TICKS_WRITE;
import static dev.quintet.domain.tenancy.Permission.TRADES_READ;
import static dev.quintet.domain.tenancy.Permission.TRADES_WRITE;
import static dev.quintet.domain.tenancy.Permission.USAGE_READ;
import static dev.quintet.domain.tenancy.Permission.USERS_READ;
import static dev.quintet.domain.tenancy.Permission.USERS_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import dev.quintet.decisions.v1.Decision;
import dev.quintet.decisions.v1.DecisionServiceGrpc;
import dev.quintet.decisions.v1.DecisionsRequest;
import dev.quintet.decisions.v1.GetDecisionRequest;
import dev.quintet.decisions.v1.Outcome;
import dev.quintet.decisions.v1.RecordDecisionsRequest;
import dev.quintet.decisions.v1.RecordOutcomesRequest;
import dev.quintet.decisions.v1.StatedDecision;
import dev.quintet.decisions.v1.StatedOutcome;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.marketdata.v1.AnnulTicksRequest;
import dev.quintet.marketdata.v1.BarsRequest;
import dev.quintet.marketdata.v1.CoverageRequest;
import dev.quintet.marketdata.v1.ImportBarsRequest;
import dev.quintet.marketdata.v1.ImportedBar;
import dev.quintet.marketdata.v1.LastQuoteRequest;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.marketdata.v1.MarketSessionsRequest;
import dev.quintet.marketdata.v1.QuotesAsOfRequest;
import dev.quintet.marketdata.v1.SetMarketSessionsRequest;
import dev.quintet.marketdata.v1.Side;
import dev.quintet.marketdata.v1.StreamTicksRequest;
import dev.quintet.marketdata.v1.SymbolsRequest;
import dev.quintet.marketdata.v1.TickIdentity;
import dev.quintet.marketdata.v1.TickKind;
import dev.quintet.predictions.v1.LatestPredictionRequest;
import dev.quintet.predictions.v1.Prediction;
import dev.quintet.predictions.v1.PredictionServiceGrpc;
import dev.quintet.predictions.v1.PredictionsRequest;
import dev.quintet.predictions.v1.StorePredictionRequest;
import dev.quintet.predictions.v1.StorePredictionsRequest;
import dev.quintet.subscriptions.v1.ChangeSubscriptionRequest;
import dev.quintet.subscriptions.v1.CreateSubscriptionRequest;
import dev.quintet.subscriptions.v1.GetQuotasRequest;
import dev.quintet.subscriptions.v1.GetStatementRequest;
import dev.quintet.subscriptions.v1.GetSubscriptionRequest;
import dev.quintet.subscriptions.v1.GetTermsRequest;
import dev.quintet.subscriptions.v1.ListChangesRequest;
import dev.quintet.subscriptions.v1.ListPlansRequest;
import dev.quintet.subscriptions.v1.ListSubscriptionsRequest;
import dev.quintet.subscriptions.v1.Pause;
import dev.quintet.subscriptions.v1.PreviewInvoiceRequest;
import dev.quintet.subscriptions.v1.ReportInvoicesRequest;
import dev.quintet.subscriptions.v1.SubscriptionServiceGrpc;
import dev.quintet.tenancy.v1.CreateTenantRequest;
import dev.quintet.tenancy.v1.GetTenantRequest;
import dev.quintet.tenancy.v1.IssueKeyRequest;
import dev.quintet.tenancy.v1.ListKeysRequest;
import dev.quintet.tenancy.v1.ListTenantsRequest;
import dev.quintet.tenancy.v1.RevokeKeyRequest;
import dev.quintet.tenancy.v1.TenantServiceGrpc;
import dev.quintet.trades.v1.AwaitReceiptRequest;
import dev.quintet.trades.v1.Bust;
import dev.quintet.trades.v1.ClosedLotsRequest;
import dev.quintet.trades.v1.Fill;
import dev.quintet.trades.v1.EquityCurveRequest;
import dev.quintet.trades.v1.ExcursionAveragesRequest;
import dev.quintet.trades.v1.ExcursionsRequest;
import dev.quintet.trades.v1.FillsRequest;
import dev.quintet.trades.v1.GetMarginRequest;
import dev.quintet.trades.v1.GetPositionRequest;
import dev.quintet.trades.v1.GetReceiptRequest;
import dev.quintet.trades.v1.LatestSignalRequest;
import dev.quintet.trades.v1.MarginsRequest;
import dev.quintet.trades.v1.MergedFillsRequest;
import dev.quintet.trades.v1.PerformanceRequest;
import dev.quintet.trades.v1.PositionsRequest;
import dev.quintet.trades.v1.RecordEventsRequest;
import dev.quintet.trades.v1.RecordFillsRequest;
import dev.quintet.trades.v1.RecordSignalRequest;
import dev.quintet.trades.v1.ReleaseMarginRequest;
import dev.quintet.trades.v1.ReserveMarginRequest;
import dev.quintet.trades.v1.SetPositionRulesRequest;
import dev.quintet.trades.v1.Signal;
import dev.quintet.trades.v1.SignalsRequest;
import dev.quintet.trades.v1.TradeEvent;
import dev.quintet.trades.v1.TradeEventsRequest;
import dev.quintet.trades.v1.TradeFilter;
import dev.quintet.trades.v1.TradeServiceGrpc;
import dev.quintet.trades.v1.ValuePositionsRequest;
import dev.quintet.users.v1.AccountRequest;
import dev.quintet.users.v1.AppendEntryRequest;
import dev.quintet.users.v1.CheckSessionRequest;
import dev.quintet.users.v1.CreateUserRequest;
import dev.quintet.users.v1.EndSessionsRequest;
import dev.quintet.users.v1.GetUserRequest;
import dev.quintet.users.v1.LatestRiskSnapshotRequest;
import dev.quintet.users.v1.ListAccountsRequest;
import dev.quintet.users.v1.ListEntriesRequest;
import dev.quintet.users.v1.ListNotificationsRequest;
import dev.quintet.users.v1.ListPreferencesRequest;
import dev.quintet.users.v1.ListUsersRequest;
import dev.quintet.users.v1.LogNotificationRequest;
import dev.quintet.users.v1.MarkNotificationRequest;
import dev.quintet.users.v1.OpenAccountRequest;
import dev.quintet.users.v1.OpenSessionRequest;
import dev.quintet.users.v1.RemovePreferenceRequest;
import dev.quintet.users.v1.ReportAccountRequest;
import dev.quintet.users.v1.RiskSnapshot;
import dev.quintet.users.v1.SetAccountStatusRequest;
import dev.quintet.users.v1.SetPreferenceRequest;
import dev.quintet.users.v1.UpdateUserRequest;
import dev.quintet.users.v1.UserProfile;
import dev.quintet.users.v1.UserRequest;
import dev.quintet.users.v1.UserServiceGrpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each method asks for its permission: every role is allowed or denied it as the table says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PermissionsTest {

  private static final long HOUR = 3_600_000_000_000L;

  private final GrpcServer server = GrpcServer.open();
  private final TenantId tenant = server.tenant();

  @AfterAll
  void close() {
    server.close();
  }

  /** A method, the permission it asks for, and requests that nothing but a right can be missing to. */
  private record Operation(
      MethodDescriptor<?, ?> method, Permission permission, MessageLite request) {

    @Override
    public String toString() {
      return method.getFullMethodName() + " asks for " + permission.word();
    }
  }

  /** A method that is added to the service is added here. */
  private Stream<Operation> operations() {
    return Stream.of(marketData(), tenants(), users(), records(), subscriptions(), trades())
        .flatMap(operations -> operations);
  }

  private static Stream<Operation> marketData() {
    return Stream.of(
        new Operation(
            MarketDataServiceGrpc.getIngestTicksMethod(),
            TICKS_WRITE,
            IngestTicksTest.batch("ticks").build()),
        new Operation(
            MarketDataServiceGrpc.getAnnulTicksMethod(),
            TICKS_WRITE,
            AnnulTicksRequest.newBuilder()
                .setBatchId("bust")
                .setSource("fxcm")
                .setKind(TickKind.TICK_KIND_TRADE)
                .addTicks(
                    TickIdentity.newBuilder().setSymbol("EURUSD").setEventTimeNanos(HOUR))
                .build()),
        new Operation(
            MarketDataServiceGrpc.getStreamTicksMethod(),
            TICKS_READ,
            StreamTicksRequest.newBuilder().setSymbol("EURUSD").setToNanos(HOUR).build()),
        new Operation(
            MarketDataServiceGrpc.getLastQuoteMethod(),
            TICKS_READ,
            LastQuoteRequest.newBuilder().setSymbol("EURUSD").build()),
        new Operation(
            MarketDataServiceGrpc.getQuotesAsOfMethod(),
            TICKS_READ,
            QuotesAsOfRequest.newBuilder().addSymbols("EURUSD").build()),
        new Operation(
            MarketDataServiceGrpc.getSymbolsMethod(),
            TICKS_READ,
            SymbolsRequest.getDefaultInstance()),
        new Operation(
            MarketDataServiceGrpc.getCoverageMethod(),
            TICKS_READ,
            CoverageRequest.newBuilder().setSymbol("EURUSD").setToNanos(HOUR).build()),
        new Operation(
            MarketDataServiceGrpc.getMarketSessionsMethod(),
            SESSIONS_READ,
            MarketSessionsRequest.getDefaultInstance()),
        new Operation(
            MarketDataServiceGrpc.getSetMarketSessionsMethod(),
            SESSIONS_WRITE,
            SetMarketSessionsRequest.getDefaultInstance()),
        new Operation(
            MarketDataServiceGrpc.getBarsMethod(),
            BARS_READ,
            BarsRequest.newBuilder()
                .setSymbol("EURUSD")
                .setInterval("1h")
                .setSide(Side.SIDE_BID)
                .setToNanos(HOUR)
                .build()),
        new Operation(
            MarketDataServiceGrpc.getImportBarsMethod(),
            BARS_WRITE,
            ImportBarsRequest.newBuilder()
                .setBatchId("bars")
                .setSource("vendor")
                .setSymbol("EURUSD")
                .setInterval("1h")
                .addBars(
                    ImportedBar.newBuilder()
                        .setStartNanos(HOUR)
                        .setOpen("1")
                        .setHigh("1")
                        .setLow("1")
                        .setClose("1")
                        .setVolume("1"))
                .build()));
  }

  /** Of users that are not there, and of one that is. */
  private static Stream<Operation> users() {
    UserProfile ann =
        UserProfile.newBuilder()
            .setEmail("ann@example.com")
            .setUsername("ann")
            .setTier("pro")
            .build();
    UserRequest nobody = UserRequest.newBuilder().setUserId("nobody").build();
    return Stream.of(
        new Operation(
            UserServiceGrpc.getCreateUserMethod(),
            USERS_WRITE,
            CreateUserRequest.newBuilder().setUserId("ann").setProfile(ann).build()),
        new Operation(
            UserServiceGrpc.getGetUserMethod(),
            USERS_READ,
            GetUserRequest.newBuilder().setEmail("nobody@example.com").build()),
        new Operation(
            UserServiceGrpc.getListUsersMethod(), USERS_READ, ListUsersRequest.getDefaultInstance()),
        new Operation(
            UserServiceGrpc.getUpdateUserMethod(),
            USERS_WRITE,
            UpdateUserRequest.newBuilder()
                .setUserId("nobody")
                .setVersion(1)
                .setProfile(ann)
                .build()),
        new Operation(UserServiceGrpc.getDeactivateUserMethod(), USERS_WRITE, nobody),
        new Operation(UserServiceGrpc.getReactivateUserMethod(), USERS_WRITE, nobody),
        new Operation(UserServiceGrpc.getDeleteUserMethod(), USERS_WRITE, nobody),
        new Operation(
            UserServiceGrpc.getOpenAccountMethod(),
            ACCOUNTS_WRITE,
            OpenAccountRequest.newBuilder()
                .setAccountId("none")
                .setUserId("nobody")
                .setPlatform("mt5")
                .setBroker("Acme")
                .setNumber("1")
                .setKind("demo")
                .setCurrency("EUR")
                .build()),
        new Operation(
            UserServiceGrpc.getGetAccountMethod(),
            ACCOUNTS_READ,
            AccountRequest.newBuilder().setAccountId("none").build()),
        new Operation(
            UserServiceGrpc.getListAccountsMethod(),
            ACCOUNTS_READ,
            ListAccountsRequest.getDefaultInstance()),
        new Operation(
            UserServiceGrpc.getSetAccountStatusMethod(),
            ACCOUNTS_WRITE,
            SetAccountStatusRequest.newBuilder()
                .setAccountId("none")
                .setStatus("suspended")
                .build()),
        new Operation(
            UserServiceGrpc.getReportAccountMethod(),
            ACCOUNTS_WRITE,
            ReportAccountRequest.newBuilder()
                .setAccountId("none")
                .setCurrency("EUR")
                .setEquity("1")
                .setMargin("1")
                .setFreeMargin("1")
                .setAtMicros(1)
                .build()),
        new Operation(
            UserServiceGrpc.getAppendEntryMethod(),
            ACCOUNTS_WRITE,
            AppendEntryRequest.newBuilder()
                .setAccountId("none")
                .setEntryId("e")
                .setReason("deposit")
                .setAmount("1")
                .setCurrency("EUR")
                .setAtMicros(1)
                .build()),
        new Operation(
            UserServiceGrpc.getListEntriesMethod(),
            ACCOUNTS_READ,
            ListEntriesRequest.newBuilder().setAccountId("none").build()));
  }

  private static Stream<Operation> trades() {
    return Stream.of(
        new Operation(
            TradeServiceGrpc.getGetReceiptMethod(),
            RECEIPTS_READ,
            GetReceiptRequest.newBuilder().setOperation("none").build()),
        new Operation(
            TradeServiceGrpc.getAwaitReceiptMethod(),
            RECEIPTS_READ,
            AwaitReceiptRequest.newBuilder().setOperation("none").build()),
        new Operation(
            TradeServiceGrpc.getRecordFillsMethod(),
            TRADES_WRITE,
            RecordFillsRequest.newBuilder()
                .addFills(
                    Fill.newBuilder()
                        .setTradeId("t")
                        .setAccountId("none")
                        .setSymbol("EURUSD")
                        .setSide("buy")
                        .setQuantity("1")
                        .setPrice("1")
                        .setCurrency("EUR")
                        .setAtMicros(1))
                .build()),
        new Operation(
            TradeServiceGrpc.getRecordEventsMethod(),
            TRADES_WRITE,
            RecordEventsRequest.newBuilder()
                .addEvents(
                    TradeEvent.newBuilder()
                        .setEventId("e")
                        .setAccountId("none")
                        .setAtMicros(1)
                        .setBust(Bust.newBuilder().setTradeId("t")))
                .build()),
        new Operation(
            TradeServiceGrpc.getTradeEventsMethod(),
            TRADES_READ,
            TradeEventsRequest.getDefaultInstance()),
        new Operation(
            TradeServiceGrpc.getMergedFillsMethod(),
            TRADES_READ,
            MergedFillsRequest.newBuilder()
                .setFilter(TradeFilter.newBuilder().setAccountId("none"))
                .build()),
        new Operation(
            TradeServiceGrpc.getValuePositionsMethod(),
            TRADES_READ,
            ValuePositionsRequest.getDefaultInstance()),
        new Operation(
            TradeServiceGrpc.getSetPositionRulesMethod(),
            TRADES_WRITE,
            SetPositionRulesRequest.newBuilder()
                .setAccountId("none")
                .setMode("netting")
                .setMethod("fifo")
                .build()),
        new Operation(
            PredictionServiceGrpc.getStorePredictionMethod(),
            PREDICTIONS_WRITE,
            StorePredictionRequest.newBuilder().setPrediction(prediction()).build()),
        new Operation(
            PredictionServiceGrpc.getStorePredictionsMethod(),
            PREDICTIONS_WRITE,
            StorePredictionsRequest.newBuilder().addPredictions(prediction()).build()),
        new Operation(
            PredictionServiceGrpc.getLatestPredictionMethod(),
            PREDICTIONS_READ,
            LatestPredictionRequest.newBuilder()
                .setSymbol("NONE")
                .setTimeframe("1h")
                .setModel("trend")
                .build()),
        new Operation(
            PredictionServiceGrpc.getPredictionsMethod(),
            PREDICTIONS_READ,
            PredictionsRequest.getDefaultInstance()),
        new Operation(
            TradeServiceGrpc.getRecordSignalMethod(),
            TRADES_WRITE,
            RecordSignalRequest.newBuilder()
                .setSignal(
                    Signal.newBuilder()
                        .setSignalId("s")
                        .setSymbol("DAX")
                        .setTimeframe("1h")
                        .setType("hold")
                        .setStrength("0")
                        .setConfidence("1")
                        .setAtMicros(1))
                .build()),
        new Operation(
            DecisionServiceGrpc.getRecordDecisionsMethod(),
            DECISIONS_WRITE,
            RecordDecisionsRequest.newBuilder()
                .addDecisions(
                    StatedDecision.newBuilder()
                        .setDecision(
                            Decision.newBuilder()
                                .setDecisionId("d")
                                .setAgent("a")
                                .setType("hold")
                                .setSymbol("DAX")
                                .setTimeframe("1h")
                                .setConfidence("1")
                                .setAtMicros(1)))
                .build()),
        new Operation(
            DecisionServiceGrpc.getRecordOutcomesMethod(),
            DECISIONS_WRITE,
            RecordOutcomesRequest.newBuilder()
                .addOutcomes(
                    StatedOutcome.newBuilder()
                        .setDecisionId("none")
                        .setOutcome(
                            Outcome.newBuilder()
                                .setVersion(1)
                                .setOutcome("pending")
                                .setAtMicros(1)))
                .build()),
        new Operation(
            DecisionServiceGrpc.getGetDecisionMethod(),
            DECISIONS_READ,
            GetDecisionRequest.newBuilder().setDecisionId("none").build()),
        new Operation(
            DecisionServiceGrpc.getDecisionsMethod(),
            DECISIONS_READ,
            DecisionsRequest.getDefaultInstance()),
        new Operation(
            TradeServiceGrpc.getLatestSignalMethod(),
            TRADES_READ,
            LatestSignalRequest.newBuilder().setSymbol("NONE").build()),
        new Operation(
            TradeServiceGrpc.getSignalsMethod(), TRADES_READ, SignalsRequest.getDefaultInstance()),
        new Operation(
            TradeServiceGrpc.getReserveMarginMethod(),
            TRADES_WRITE,
            ReserveMarginRequest.newBuilder()
                .setAccountId("none")
                .setMarginId("m")
                .setAmount("1")
                .setCurrency("EUR")
                .setExpiresMillis(1_000)
                .build()),
        new Operation(
            TradeServiceGrpc.getReleaseMarginMethod(),
            TRADES_WRITE,
            ReleaseMarginRequest.newBuilder().setAccountId("none").setMarginId("m").build()),
        new Operation(
            TradeServiceGrpc.getGetMarginMethod(),
            TRADES_READ,
            GetMarginRequest.newBuilder().setAccountId("none").setMarginId("m").build()),
        new Operation(
            TradeServiceGrpc.getMarginsMethod(),
            TRADES_READ,
            MarginsRequest.newBuilder().setAccountId("none").build()),
        new Operation(
            TradeServiceGrpc.getPositionsMethod(),
            TRADES_READ,
            PositionsRequest.getDefaultInstance()),
        new Operation(
            TradeServiceGrpc.getFillsMethod(), TRADES_READ, FillsRequest.getDefaultInstance()),
        new Operation(
            TradeServiceGrpc.getGetPositionMethod(),
            TRADES_READ,
            GetPositionRequest.newBuilder().setAccountId("none").setSymbol("DAX").build()),
        new Operation(
            TradeServiceGrpc.getClosedLotsMethod(),
            TRADES_READ,
            ClosedLotsRequest.getDefaultInstance()),
        new Operation(
            TradeServiceGrpc.getPerformanceMethod(),
            TRADES_READ,
            PerformanceRequest.newBuilder().setBy("day").build()),
        new Operation(
            TradeServiceGrpc.getExcursionsMethod(),
            TRADES_READ,
            ExcursionsRequest.getDefaultInstance()),
        new Operation(
            TradeServiceGrpc.getExcursionAveragesMethod(),
            TRADES_READ,
            ExcursionAveragesRequest.newBuilder().setBy("day").build()),
        new Operation(
            TradeServiceGrpc.getEquityCurveMethod(),
            TRADES_READ,
            EquityCurveRequest.newBuilder()
                .setAccountId("none")
                .setFrom("2026-01-01")
                .setTo("2026-02-01")
                .build()));
  }

  private static Stream<Operation> subscriptions() {
    return Stream.of(
        new Operation(
            SubscriptionServiceGrpc.getListPlansMethod(),
            PLANS_READ,
            ListPlansRequest.getDefaultInstance()),
        new Operation(
            SubscriptionServiceGrpc.getGetTermsMethod(),
            SUBSCRIPTIONS_READ,
            GetTermsRequest.getDefaultInstance()),
        new Operation(
            SubscriptionServiceGrpc.getCreateSubscriptionMethod(),
            SUBSCRIPTIONS_CREATE,
            CreateSubscriptionRequest.newBuilder()
                .setSubscription("s")
                .setPlan("pro")
                .setCycle("monthly")
                .build()),
        new Operation(
            SubscriptionServiceGrpc.getChangeSubscriptionMethod(),
            SUBSCRIPTIONS_WRITE,
            ChangeSubscriptionRequest.newBuilder()
                .setSubscription("none")
                .setRequestId("one")
                .setPause(Pause.getDefaultInstance())
                .build()),
        new Operation(
            SubscriptionServiceGrpc.getGetSubscriptionMethod(),
            SUBSCRIPTIONS_READ,
            GetSubscriptionRequest.newBuilder().setSubscription("none").build()),
        new Operation(
            SubscriptionServiceGrpc.getListSubscriptionsMethod(),
            SUBSCRIPTIONS_READ,
            ListSubscriptionsRequest.getDefaultInstance()),
        new Operation(
            SubscriptionServiceGrpc.getListChangesMethod(),
            SUBSCRIPTIONS_READ,
            ListChangesRequest.newBuilder().setSubscription("none").build()),
        new Operation(
            SubscriptionServiceGrpc.getPreviewInvoiceMethod(),
            INVOICES_READ,
            PreviewInvoiceRequest.getDefaultInstance()),
        new Operation(
            SubscriptionServiceGrpc.getReportInvoicesMethod(),
            INVOICES_EXPORT,
            ReportInvoicesRequest.getDefaultInstance()),
        new Operation(
            SubscriptionServiceGrpc.getGetStatementMethod(),
            USAGE_READ,
            GetStatementRequest.newBuilder().setPeriod("2026-02").build()),
        new Operation(
            SubscriptionServiceGrpc.getGetQuotasMethod(),
            QUOTAS_READ,
            GetQuotasRequest.getDefaultInstance()));
  }

  private static Stream<Operation> records() {
    UserRequest nobody = UserRequest.newBuilder().setUserId("nobody").build();
    return Stream.of(
        new Operation(
            UserServiceGrpc.getSetPreferenceMethod(),
            PREFERENCES_WRITE,
            SetPreferenceRequest.newBuilder()
                .setUserId("nobody")
                .setKey("k")
                .setValue("1")
                .build()),
        new Operation(
            UserServiceGrpc.getListPreferencesMethod(),
            PREFERENCES_READ,
            ListPreferencesRequest.newBuilder().setUserId("nobody").build()),
        new Operation(
            UserServiceGrpc.getRemovePreferenceMethod(),
            PREFERENCES_WRITE,
            RemovePreferenceRequest.newBuilder().setUserId("nobody").setKey("k").build()),
        new Operation(
            UserServiceGrpc.getLogNotificationMethod(),
            NOTIFICATIONS_WRITE,
            LogNotificationRequest.newBuilder()
                .setNotificationId("n")
                .setUserId("nobody")
                .setChannel("email")
                .setType("hello")
                .setContent("{}")
                .build()),
        new Operation(
            UserServiceGrpc.getMarkNotificationMethod(),
            NOTIFICATIONS_WRITE,
            MarkNotificationRequest.newBuilder()
                .setUserId("nobody")
                .setNotificationId("n")
                .build()),
        new Operation(
            UserServiceGrpc.getListNotificationsMethod(),
            NOTIFICATIONS_READ,
            ListNotificationsRequest.newBuilder().setUserId("nobody").build()),
        new Operation(
            UserServiceGrpc.getAddRiskSnapshotMethod(),
            RISK_WRITE,
            RiskSnapshot.newBuilder()
                .setSnapshotId("r")
                .setUserId("nobody")
                .setContent("{}")
                .build()),
        new Operation(
            UserServiceGrpc.getLatestRiskSnapshotMethod(),
            RISK_READ,
            LatestRiskSnapshotRequest.newBuilder().setUserId("nobody").build()),
        new Operation(
            UserServiceGrpc.getOpenSessionMethod(),
            LOGINS_WRITE,
            OpenSessionRequest.newBuilder().setUserId("nobody").build()),
        new Operation(
            UserServiceGrpc.getCheckSessionMethod(),
            LOGINS_READ,
            CheckSessionRequest.newBuilder().setToken("qs_" + "0".repeat(64)).build()),
        new Operation(UserServiceGrpc.getListSessionsMethod(), LOGINS_READ, nobody),
        new Operation(
            UserServiceGrpc.getEndSessionsMethod(),
            LOGINS_WRITE,
            EndSessionsRequest.newBuilder().setUserId("nobody").build()));
  }

  private Stream<Operation> tenants() {
    String id = tenant.value();
    return Stream.of(
        new Operation(
            TenantServiceGrpc.getCreateTenantMethod(),
            TENANTS_CREATE,
            CreateTenantRequest.newBuilder()
                .setTenant(id)
                .setName("Tenant")
                .setTier("pro")
                .build()),
        new Operation(
            TenantServiceGrpc.getGetTenantMethod(),
            TENANTS_READ,
            GetTenantRequest.newBuilder().setTenant(id).build()),
        new Operation(
            TenantServiceGrpc.getListTenantsMethod(),
            TENANTS_LIST,
            ListTenantsRequest.getDefaultInstance()),
        new Operation(
            TenantServiceGrpc.getIssueKeyMethod(),
            KEYS_ISSUE,
            IssueKeyRequest.newBuilder().setTenant(id).setRole("tenant-admin").build()),
        new Operation(
            TenantServiceGrpc.getListKeysMethod(),
            KEYS_READ,
            ListKeysRequest.newBuilder().setTenant(id).build()),
        new Operation(
            TenantServiceGrpc.getRevokeKeyMethod(),
            KEYS_REVOKE,
            RevokeKeyRequest.newBuilder().setTenant(id).setPrefix("a".repeat(16)).build()));
  }

  private Stream<Arguments> cells() {
    return operations()
        .flatMap(operation -> Stream.of(Role.values()).map(role -> Arguments.of(operation, role)));
  }

  @Test
  void everyMethodAsksForAPermission() {
    assertThat(server.methods().map(MethodDescriptor::getFullMethodName))
        .containsExactlyInAnyOrderElementsOf(
            operations().map(operation -> operation.method().getFullMethodName()).toList());
  }

  /** By it limits of answers hold for reads alone. */
  @Test
  void whatChangesNothingIsMarkedSoInTheInterface() {
    assertThat(operations())
        .allSatisfy(
            operation ->
                assertThat(operation.method().isSafe())
                    .as(operation.toString())
                    .isEqualTo(operation.permission().word().matches(".*:(read|list|export)")));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cells")
  void aRoleIsAllowedWhatTheTableSays(Operation operation, Role role) throws Exception {
    Metadata narrowed = GrpcServer.bearer(server.key(role, new TenantScope.All()));
    narrowed.put(GrpcServer.TENANT, tenant.value());
    for (Metadata headers : List.of(GrpcServer.bearer(server.key(role, tenant)), narrowed)) {
      boolean allowed =
          operation.permission().isOf(role)
              && operation.permission().reach() != Permission.Reach.EVERY_TENANT;
      assertThat(outcome(operation, headers))
          .isIn(
              allowed
                  ? Set.of(Status.Code.OK, Status.Code.NOT_FOUND)
                  : Set.of(Status.Code.PERMISSION_DENIED));
    }
    Status.Code ofAll = outcome(operation, GrpcServer.bearer(server.key(role, new TenantScope.All())));
    assertThat(ofAll == Status.Code.PERMISSION_DENIED)
        .isNotEqualTo(operation.permission().isOf(role));
  }

  private Status.Code outcome(Operation operation, Metadata headers) throws Exception {
    var call = Talk.begin(server.channel(headers), Raw.of(operation.method()));
    call.write(operation.request().toByteArray());
    call.halfClose();
    try {
      while (call.read() != null) {
        // Until the end of the call, which alone says how it was answered.
      }
      return Status.Code.OK;
    } catch (StatusException e) {
      return e.getStatus().getCode();
    }
  }

  private static Prediction prediction() {
    return Prediction.newBuilder()
        .setPredictionId("p")
        .setSymbol("DAX")
        .setTimeframe("1h")
        .setModel("trend")
        .setModelVersion("1")
        .setDirection("flat")
        .setConfidence("1")
        .setMadeAtMicros(1)
        .build();
  }
}
