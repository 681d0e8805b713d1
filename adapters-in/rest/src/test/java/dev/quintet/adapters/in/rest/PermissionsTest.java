package dev.quintet.adapters.in.rest;

import static dev.quintet.domain.tenancy.Permission.DECISIONS_READ;
import static dev.quintet.domain.tenancy.Permission.ACCOUNTS_READ;
import static dev.quintet.domain.tenancy.Permission.ACCOUNTS_WRITE;
import static dev.quintet.domain.tenancy.Permission.AGREEMENTS_CREATE;
import static dev.quintet.domain.tenancy.Permission.BASELINE_WRITE;
import static dev.quintet.domain.tenancy.Permission.HEALTH_READ;
import static dev.quintet.domain.tenancy.Permission.INVOICES_EXPORT;
import static dev.quintet.domain.tenancy.Permission.INVOICES_READ;
import static dev.quintet.domain.tenancy.Permission.KEYS_ISSUE;
import static dev.quintet.domain.tenancy.Permission.KEYS_READ;
import static dev.quintet.domain.tenancy.Permission.KEYS_REVOKE;
import static dev.quintet.domain.tenancy.Permission.LOGINS_READ;
import static dev.quintet.domain.tenancy.Permission.LOGINS_WRITE;
import static dev.quintet.domain.tenancy.Permission.METRICS_READ;
import static dev.quintet.domain.tenancy.Permission.NOTIFICATIONS_READ;
import static dev.quintet.domain.tenancy.Permission.NOTIFICATIONS_WRITE;
import static dev.quintet.domain.tenancy.Permission.OUTBOX_READ;
import static dev.quintet.domain.tenancy.Permission.OUTBOX_WRITE;
import static dev.quintet.domain.tenancy.Permission.PAYMENTS_READ;
import static dev.quintet.domain.tenancy.Permission.PAYMENTS_WRITE;
import static dev.quintet.domain.tenancy.Permission.PLANS_CREATE;
import static dev.quintet.domain.tenancy.Permission.PLANS_READ;
import static dev.quintet.domain.tenancy.Permission.PREDICTIONS_READ;
import static dev.quintet.domain.tenancy.Permission.PREFERENCES_READ;
import static dev.quintet.domain.tenancy.Permission.PREFERENCES_WRITE;
import static dev.quintet.domain.tenancy.Permission.QUOTAS_READ;
import static dev.quintet.domain.tenancy.Permission.RECEIPTS_READ;
import static dev.quintet.domain.tenancy.Permission.RISK_READ;
import static dev.quintet.domain.tenancy.Permission.RISK_WRITE;
import static dev.quintet.domain.tenancy.Permission.SUBSCRIPTIONS_CREATE;
import static dev.quintet.domain.tenancy.Permission.SUBSCRIPTIONS_READ;
import static dev.quintet.domain.tenancy.Permission.SUBSCRIPTIONS_WRITE;
import static dev.quintet.domain.tenancy.Permission.TENANTS_CREATE;
import static dev.quintet.domain.tenancy.Permission.TENANTS_LIST;
import static dev.quintet.domain.tenancy.Permission.TENANTS_READ;
import static dev.quintet.domain.tenancy.Permission.TRADES_READ;
import static dev.quintet.domain.tenancy.Permission.USAGE_EXPORT;
import static dev.quintet.domain.tenancy.Permission.USAGE_READ;
import static dev.quintet.domain.tenancy.Permission.USERS_READ;
import static dev.quintet.domain.tenancy.Permission.USERS_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Role;
import io.micronaut.web.router.Router;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each route asks for its permission: every role is allowed or denied it as the table says. */
final class PermissionsTest {

  private static final String TENANTS = "/api/v1/admin/tenants";
  private static final String USERS = "/api/v1/users";
  private static final String USER = USERS + "/{user}";
  private static final String ACCOUNTS = "/api/v1/accounts";
  private static final String TENANT = "{\"tenant\":\"acme\",\"name\":\"T\",\"tier\":\"pro\"}";

  /** A route that is added to the service is added here, or to those that ask for nothing. */
  private static final Map<String, Permission> ASKS_FOR =
      Map.ofEntries(
          Map.entry("POST " + TENANTS, TENANTS_CREATE),
          Map.entry("POST /api/v1/admin/schema/create", TENANTS_CREATE),
          Map.entry("GET " + TENANTS, TENANTS_LIST),
          Map.entry("GET " + TENANTS + "/{tenant}", TENANTS_READ),
          Map.entry("GET " + TENANTS + "/{tenant}/keys", KEYS_READ),
          Map.entry("POST " + TENANTS + "/{tenant}/keys", KEYS_ISSUE),
          Map.entry("DELETE " + TENANTS + "/{tenant}/keys/{prefix}", KEYS_REVOKE),
          Map.entry("POST " + USERS, USERS_WRITE),
          Map.entry("GET " + USERS, USERS_READ),
          Map.entry("GET " + USERS + "/{user}", USERS_READ),
          Map.entry("PUT " + USERS + "/{user}", USERS_WRITE),
          Map.entry("POST " + USERS + "/{user}/deactivate", USERS_WRITE),
          Map.entry("POST " + USERS + "/{user}/reactivate", USERS_WRITE),
          Map.entry("DELETE " + USERS + "/{user}", USERS_WRITE),
          Map.entry("PUT " + USER + "/preferences/{key}", PREFERENCES_WRITE),
          Map.entry("GET " + USER + "/preferences", PREFERENCES_READ),
          Map.entry("GET " + USER + "/preferences/{key}", PREFERENCES_READ),
          Map.entry("DELETE " + USER + "/preferences/{key}", PREFERENCES_WRITE),
          Map.entry("POST " + USER + "/notifications", NOTIFICATIONS_WRITE),
          Map.entry("PUT " + USER + "/notifications/{notification}", NOTIFICATIONS_WRITE),
          Map.entry("GET " + USER + "/notifications", NOTIFICATIONS_READ),
          Map.entry("POST " + USER + "/risk", RISK_WRITE),
          Map.entry("GET " + USER + "/risk", RISK_READ),
          Map.entry("POST " + USER + "/sessions", LOGINS_WRITE),
          Map.entry("GET " + USER + "/sessions", LOGINS_READ),
          Map.entry("DELETE " + USER + "/sessions", LOGINS_WRITE),
          Map.entry("DELETE " + USER + "/sessions/{session}", LOGINS_WRITE),
          Map.entry("POST /api/v1/sessions/check", LOGINS_READ),
          Map.entry("POST " + ACCOUNTS, ACCOUNTS_WRITE),
          Map.entry("GET " + ACCOUNTS, ACCOUNTS_READ),
          Map.entry("GET " + ACCOUNTS + "/{account}", ACCOUNTS_READ),
          Map.entry("PUT " + ACCOUNTS + "/{account}/status", ACCOUNTS_WRITE),
          Map.entry("PUT " + ACCOUNTS + "/{account}/report", ACCOUNTS_WRITE),
          Map.entry("POST " + ACCOUNTS + "/{account}/entries", ACCOUNTS_WRITE),
          Map.entry("GET " + ACCOUNTS + "/{account}/entries", ACCOUNTS_READ),
          Map.entry("GET /api/v1/receipts/{operation}", RECEIPTS_READ),
          Map.entry("GET " + TENANTS + "/{tenant}/outbox", OUTBOX_READ),
          Map.entry("POST " + TENANTS + "/{tenant}/outbox/{store}/replay", OUTBOX_WRITE),
          Map.entry("GET " + TENANTS + "/{tenant}/rebuilds", OUTBOX_READ),
          Map.entry("POST " + TENANTS + "/{tenant}/rebuilds/{projection}", OUTBOX_WRITE),
          Map.entry("GET /api/v1/positions", TRADES_READ),
          Map.entry("GET /api/v1/fills", TRADES_READ),
          Map.entry("GET /api/v1/trades/performance", TRADES_READ),
          Map.entry("GET /api/v1/trades/events", TRADES_READ),
          Map.entry("GET /api/v1/trades/excursions", TRADES_READ),
          Map.entry("GET /api/v1/trades/excursions/averages", TRADES_READ),
          Map.entry("GET /api/v1/positions/current", TRADES_READ),
          Map.entry("GET /api/v1/positions/values", TRADES_READ),
          Map.entry("GET /api/v1/fills/merged", TRADES_READ),
          Map.entry("GET /api/v1/accounts/{account}/margins/{margin}", TRADES_READ),
          Map.entry("GET /api/v1/accounts/{account}/margins", TRADES_READ),
          Map.entry("GET /api/v1/signals/latest", TRADES_READ),
          Map.entry("GET /api/v1/accounts/{account}/equity", TRADES_READ),
          Map.entry("GET /api/v1/signals", TRADES_READ),
          Map.entry("GET /api/v1/predictions", PREDICTIONS_READ),
          Map.entry("GET /api/v1/predictions/latest", PREDICTIONS_READ),
          Map.entry("GET /api/v1/decisions", DECISIONS_READ),
          Map.entry("GET /api/v1/decisions/{decision}", DECISIONS_READ),
          Map.entry("GET /api/v1/usage", USAGE_READ),
          Map.entry("GET /api/v1/usage/export", USAGE_EXPORT),
          Map.entry("GET /api/v1/usage/statement", USAGE_READ),
          Map.entry("GET /api/v1/invoices", INVOICES_EXPORT),
          Map.entry("GET /api/v1/invoices/preview", INVOICES_READ),
          Map.entry("GET /api/v1/quotas", QUOTAS_READ),
          Map.entry("GET /api/v1/metrics/performance", METRICS_READ),
          Map.entry("PUT /api/v1/metrics/performance/baseline", BASELINE_WRITE),
          Map.entry("GET /api/v1/plans", PLANS_READ),
          Map.entry("POST /api/v1/plans/{plan}/versions", PLANS_CREATE),
          Map.entry("GET /api/v1/unsubscribed", INVOICES_EXPORT),
          Map.entry("GET /api/v1/terms", SUBSCRIPTIONS_READ),
          Map.entry("POST /api/v1/overrides", AGREEMENTS_CREATE),
          Map.entry("POST /api/v1/grants", AGREEMENTS_CREATE),
          Map.entry("GET /api/v1/subscriptions", SUBSCRIPTIONS_READ),
          Map.entry("POST /api/v1/subscriptions", SUBSCRIPTIONS_CREATE),
          Map.entry("GET /api/v1/subscriptions/{subscription}", SUBSCRIPTIONS_READ),
          Map.entry("GET /api/v1/subscriptions/{subscription}/history", SUBSCRIPTIONS_READ),
          Map.entry("POST /api/v1/subscriptions/{subscription}/changes", SUBSCRIPTIONS_WRITE),
          Map.entry("GET /api/v1/webhooks/payments/quarantine", PAYMENTS_READ),
          Map.entry(
              "POST /api/v1/webhooks/payments/quarantine/{webhook}/{hash}/replay", PAYMENTS_WRITE),
          Map.entry("GET /api/v1/jobs", HEALTH_READ),
          Map.entry("GET /prometheus", METRICS_READ));

  private static final Set<String> ASKS_FOR_NOTHING =
      Set.of(
          "GET /api/v1/health",
          "GET /api/v1/health/live",
          "GET /api/v1/health/ready",
          "GET /openapi",
          "POST /api/v1/webhooks/payments",
          "GET /failing",
          "GET /failing/undeclared");

  /**
   * Of the requests, which are as good as they can be: the tenant is there, the key is not; and a key of
   * all tenants names none.
   */
  private static final Set<Integer> ALLOWED = Set.of(200, 201, 204, 400, 404, 409);

  private static RestServer server;

  @BeforeAll
  static void start() {
    server = RestServer.start();
    server.post(TENANTS, server.operator(), TENANT);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Stream<Arguments> cells() {
    return ASKS_FOR.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(
            route ->
                Stream.of(Role.values())
                    .map(role -> Arguments.of(route.getKey(), route.getValue(), role)));
  }

  @Test
  void everyRouteAsksForAPermissionOrIsOpen() {
    assertThat(
            server
                .bean(Router.class)
                .uriRoutes()
                .map(
                    route ->
                        route.getHttpMethodName().replace("HEAD", "GET")
                            + " "
                            + route.getUriMatchTemplate().toPathString())
                .distinct())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(ASKS_FOR.keySet().stream(), ASKS_FOR_NOTHING.stream()).toList());
  }

  @ParameterizedTest(name = "{0} asks for {1}: {2}")
  @MethodSource("cells")
  void aRoleIsAllowedWhatTheTableSays(String route, Permission permission, Role role) {
    boolean ofTenant = permission.isOf(role) && permission.reach() != Permission.Reach.EVERY_TENANT;

    assertAnswered(route, server.keyOf(role, "acme"), null, ofTenant);
    assertAnswered(route, server.platformKey(role), "acme", ofTenant);
    assertAnswered(route, server.platformKey(role), null, permission.isOf(role));
  }

  private static void assertAnswered(
      String route, String key, @Nullable String tenant, boolean allowed) {
    String method = route.substring(0, route.indexOf(' '));
    var request =
        server
            .request(path(route), key)
            .header("content-type", "application/json")
            .header("if-match", "\"1\"")
            .header("idempotency-key", "one")
            .method(method, BodyPublishers.ofString(body(route)));
    int status =
        server.send(tenant == null ? request : request.header("x-tenant-id", tenant)).status();

    assertThat(status).isIn(allowed ? ALLOWED : Set.of(403));
  }

  private static String path(String route) {
    return route
        .substring(route.indexOf(' ') + 1)
        .replace("{tenant}", "acme")
        .replace("{user}", "nobody")
        .replace("{key}", "k")
        .replace("{notification}", "n")
        .replace("{session}", "0".repeat(64))
        .replace("{account}", "none")
        .replace("{operation}", "none")
        .replace("{store}", "index")
        .replace("{projection}", "trades")
        .replace("{plan}", "permitted")
        .replace("{subscription}", "s")
        .replace("{webhook}", "w")
        .replace("{hash}", "h")
        .replace("{prefix}", "a".repeat(16))
        .replace("{margin}", "m")
        .replace("{decision}", "none")
        .replace("/current", "/current?account=none&symbol=NONE")
        .replace("predictions/latest", "predictions/latest?symbol=NONE&timeframe=1h&model=m")
        .replace("signals/latest", "signals/latest?symbol=NONE")
        .replace("/merged", "/merged?account=none")
        .replace("/equity", "/equity?from=2026-01-01&to=2026-02-01")
        .replace("/statement", "/statement?period=2026-02");
  }

  private static String body(String route) {
    return switch (route) {
      case "POST " + TENANTS -> TENANT;
      case "POST /api/v1/admin/schema/create" -> "{\"tenant\":\"acme\"}";
      case "POST " + TENANTS + "/{tenant}/keys" -> "{\"role\":\"tenant-admin\"}";
      case "POST " + USERS ->
          "{\"user_id\":\"ann\",\"email\":\"a@b.de\",\"username\":\"ann\",\"tier\":\"pro\"}";
      case "PUT " + USERS + "/{user}" ->
          "{\"email\":\"a@b.de\",\"username\":\"ann\",\"tier\":\"pro\"}";
      case "PUT " + USER + "/preferences/{key}" -> "{\"value\":\"1\"}";
      case "POST " + USER + "/notifications" ->
          "{\"channel\":\"email\",\"type\":\"hello\",\"content\":\"1\"}";
      case "PUT " + USER + "/notifications/{notification}" -> "{\"delivery\":\"read\"}";
      case "POST " + USER + "/risk" -> "{\"content\":\"1\",\"at\":\"2026-02-03T04:05:06Z\"}";
      case "POST " + USER + "/sessions" -> "{\"label\":\"\"}";
      case "POST /api/v1/sessions/check" ->
          "{\"token\":\"qs_%s\"}".formatted("0".repeat(64));
      case "POST " + ACCOUNTS ->
          """
          {"account_id":"none","user_id":"nobody","platform":"mt5","broker":"Acme","number":"1",
           "kind":"demo","currency":"EUR"}""";
      case "PUT " + ACCOUNTS + "/{account}/status" -> "{\"status\":\"suspended\"}";
      case "PUT " + ACCOUNTS + "/{account}/report" ->
          """
          {"currency":"EUR","equity":"1","margin":"1","free_margin":"1",
           "at":"2026-02-03T04:05:06Z"}""";
      case "POST " + ACCOUNTS + "/{account}/entries" ->
          """
          {"reason":"deposit","amount":"1","currency":"EUR","at":"2026-02-03T04:05:06Z"}""";
      case "POST /api/v1/plans/{plan}/versions" ->
          "{\"version\":\"1\",\"effective_from\":\"2100-01-01T00:00:00Z\",\"currency\":\"EUR\","
              + "\"monthly\":\"1\"}";
      case "POST /api/v1/overrides" -> "{\"id\":\"o\",\"from\":\"2100-01-01T00:00:00Z\"}";
      case "POST /api/v1/grants" ->
          "{\"id\":\"g\",\"from\":\"2100-01-01T00:00:00Z\",\"to\":\"2101-01-01T00:00:00Z\","
              + "\"type\":\"api_calls\",\"count\":\"1\",\"reason\":\"r\"}";
      case "POST /api/v1/subscriptions" ->
          "{\"subscription\":\"s\",\"plan\":\"pro\",\"cycle\":\"monthly\"}";
      case "POST /api/v1/subscriptions/{subscription}/changes" -> "{\"action\":\"pause\"}";
      default -> "";
    };
  }

  /** The health is open; the permission decides how much of it is shown. */
  @ParameterizedTest
  @MethodSource("roles")
  void aRoleIsShownTheWholeHealthAsTheTableSays(Role role) {
    assertThat(server.get("/api/v1/health", server.platformKey(role)).text("timestamp").isEmpty())
        .isNotEqualTo(HEALTH_READ.isOf(role));
    assertThat(server.get("/api/v1/health", server.keyOf(role, "acme")).text("timestamp"))
        .isEmpty();
  }

  private static Stream<Role> roles() {
    return Stream.of(Role.values());
  }
}
