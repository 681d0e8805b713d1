package dev.quintet.bootstrap;

import dev.quintet.domain.subscriptions.UsageQuery;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A request that asks for another company's things by their names.
 *
 * @param route as the router knows it
 * @param path for the names
 * @param body empty for none
 * @param expected what each role must be told
 */
record RestAttack(
    String route,
    Function<Names, String> path,
    Function<Names, String> body,
    Function<Role, Set<Integer>> expected) {

  private static final String ADMIN = "/api/v1/admin";
  private static final String HEALTH = "/api/v1/health";

  RestCaller.Answer to(RestCaller caller, Names names, List<String> headers) {
    String method = route.substring(0, route.indexOf(' '));
    List<String> all = new ArrayList<>(headers);
    if (!method.equals("GET") && !method.equals("HEAD")) {
      all.addAll(List.of("If-Match: \"1\"", "Idempotency-Key: one"));
    }
    return caller.send(method + " " + path.apply(names), all, body.apply(names));
  }

  /** Answered without a key: to everybody, or for the signature of the body. */
  boolean open() {
    return route.contains(HEALTH)
        || route.endsWith(" /openapi")
        || route.equals("POST /api/v1/webhooks/payments");
  }

  /** One attack or more on every route. Who adds a route adds its attack here. */
  static List<RestAttack> all() {
    List<RestAttack> attacks = new ArrayList<>();
    for (String method : List.of("GET", "HEAD")) {
      for (String path : List.of("", "/live", "/ready")) {
        attacks.add(get(method, HEALTH + path, n -> HEALTH + path, role -> Set.of(200)));
      }
      attacks.add(
          get(
              method,
              ADMIN + "/tenants/{tenant}",
              n -> ADMIN + "/tenants/" + n.tenant(),
              RestAttack::notFound));
      String tenants = ADMIN + "/tenants";
      for (String cursor : List.of("", "?cursor=%s")) {
        attacks.add(
            get(
                method,
                tenants + "/{tenant}/keys",
                n -> tenants + "/" + n.tenant() + "/keys" + cursor.formatted(n.keyPrefix()),
                RestAttack::notFound));
      }
      attacks.add(get(method, tenants, n -> tenants, role -> Set.of(403)));
      attacks.add(
          get(
              method, tenants, n -> tenants + "?cursor=" + n.tenantCursor(), role -> Set.of(403)));
      attacks.add(
          get(
              method,
              tenants,
              n -> tenants + "?page_size=1&cursor=" + n.symbolCursor(),
              role -> Set.of(403)));
    }
    keys(attacks);
    usage(attacks);
    performance(attacks);
    attacks.addAll(UserAttacks.rest());
    attacks.addAll(TradeAttacks.rest());
    attacks.addAll(PredictionAttacks.rest());
    attacks.addAll(DecisionAttacks.rest());
    attacks.addAll(SubscriptionAttacks.rest());
    attacks.addAll(ReceiptAttacks.rest());
    for (String method : List.of("GET", "HEAD")) {
      attacks.add(get(method, "/openapi", n -> "/openapi", role -> Set.of(200)));
      attacks.add(get(method, "/prometheus", n -> "/prometheus", role -> Set.of(403)));
    }
    attacks.add(
        post(
            "/tenants",
            n ->
                "{\"tenant\":\"%1$s\",\"name\":\"%1$s\",\"tier\":\"enterprise\"}"
                    .formatted(n.tenant())));
    attacks.add(
        post("/schema/create", n -> "{\"tenant\":\"%s\"}".formatted(n.tenant())));
    return attacks;
  }

  private static void keys(List<RestAttack> attacks) {
    String keys = ADMIN + "/tenants/{tenant}/keys";
    attacks.add(
        new RestAttack(
            "POST " + keys,
            n -> keys.replace("{tenant}", n.tenant()),
            n -> "{\"role\":\"reader\"}",
            RestAttack::notFound));
    for (Function<Names, String> tenant :
        List.<Function<Names, String>>of(Names::tenant, Names::asker)) {
      attacks.add(
          get(
              "DELETE",
              keys + "/{prefix}",
              n -> keys.replace("{tenant}", tenant.apply(n)) + "/" + n.keyPrefix(),
              RestAttack::notFound));
    }
  }

  private static void usage(List<RestAttack> attacks) {
    String usage = "/api/v1/usage";
    String quiet = "?from=2001-01-01&to=2001-02-01";
    for (String method : List.of("GET", "HEAD")) {
      attacks.add(
          get(
              method,
              usage,
              n -> usage + "?tenant=" + n.tenant(),
              role -> Set.of(role == Role.READER ? 403 : 404)));
      attacks.add(
          get(
              method,
              usage,
              n -> usage + quiet + "&cursor=" + behind(n.tenant(), n.tenant()),
              role -> Set.of(role == Role.READER ? 403 : 400)));
      attacks.add(
          get(
              method,
              usage,
              n -> usage + quiet + "&cursor=" + behind(n.asker(), n.tenant()),
              role -> Set.of(role == Role.READER ? 403 : 200)));
      attacks.add(
          get(
              method,
              usage + "/statement",
              n -> usage + "/statement?period=2001-01&tenant=" + n.tenant(),
              role -> Set.of(role == Role.READER ? 403 : 404)));
      attacks.add(
          get(
              method,
              "/api/v1/invoices",
              n -> "/api/v1/invoices?after=" + n.asker(),
              role -> Set.of(403)));
      for (String path : List.of("/api/v1/invoices/preview", "/api/v1/quotas")) {
        attacks.add(
            get(
                method,
                path,
                n -> path + "?tenant=" + n.tenant(),
                role -> Set.of(role == Role.READER ? 403 : 404)));
      }
      for (String cursor : List.of("", "?cursor=0~%s~00000000-0000-0000-0000-000000000000")) {
        attacks.add(
            get(
                method,
                usage + "/export",
                n -> usage + "/export" + cursor.formatted(n.tenant()),
                role -> Set.of(403)));
      }
    }
  }

  /** A cursor of one company's usage of that month, behind the totals of another. */
  private static String behind(String company, String other) {
    return new UsageQuery(
            new TenantId(company),
            null,
            null,
            null,
            Instant.parse("2001-01-01T00:00:00Z"),
            Instant.parse("2001-02-01T00:00:00Z"),
            Set.of())
        .listing()
        .behind(List.of(other, "", "", "", "", "", ""))
        .value();
  }

  /** Figures are of all tenants together. */
  private static void performance(List<RestAttack> attacks) {
    String performance = "/api/v1/metrics/performance";
    for (String method : List.of("GET", "HEAD")) {
      attacks.add(get(method, performance, n -> performance, role -> Set.of(403)));
    }
    attacks.add(
        get(
            "PUT",
            performance + "/baseline",
            n -> performance + "/baseline",
            role -> Set.of(403)));
  }

  /** An admin is told that there is nothing; the others may not ask. */
  private static Set<Integer> notFound(Role role) {
    return Set.of(role == Role.TENANT_ADMIN ? 404 : 403);
  }

  /** Spellings of a path that some reader may take for the company's. */
  static List<RestAttack> paths(String own) {
    return List.of(
            "/tenants/" + own + "/../%s",
            "/tenants/%%2e%%2e/tenants/%s",
            "/tenants/" + own + "%%2f..%%2f%s",
            "/tenants/%s;" + own,
            "/tenants/%s%%00" + own,
            "/tenants//%s",
            "/tenants/%s%%0d%%0ax-tenant-id:%%20" + own,
            "/tenants/" + own + "?tenant=%s",
            "/tenants/" + own + "#%s",
            "/tenants/%s?x-tenant-id=" + own,
            "/tenants/%s/")
        .stream()
        .map(
            path ->
                get(
                    "GET",
                    ADMIN + "/tenants/{tenant}",
                    n -> ADMIN + path.formatted(n.tenant()),
                    role -> Set.of(400, 404)))
        .toList();
  }

  private static RestAttack get(
      String method,
      String route,
      Function<Names, String> path,
      Function<Role, Set<Integer>> expected) {
    return new RestAttack(method + " " + route, path, n -> "", expected);
  }

  private static RestAttack post(String path, Function<Names, String> body) {
    return new RestAttack("POST " + ADMIN + path, n -> ADMIN + path, body, role -> Set.of(403));
  }
}
