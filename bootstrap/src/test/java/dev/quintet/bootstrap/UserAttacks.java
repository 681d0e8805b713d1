package dev.quintet.bootstrap;

import static io.grpc.Status.Code.INVALID_ARGUMENT;
import static io.grpc.Status.Code.NOT_FOUND;
import static io.grpc.Status.Code.OK;

import dev.quintet.domain.tenancy.Role;
import dev.quintet.tenancy.v1.IssueKeyRequest;
import dev.quintet.tenancy.v1.TenantServiceGrpc;
import dev.quintet.users.v1.AccountRequest;
import dev.quintet.users.v1.AppendEntryRequest;
import dev.quintet.users.v1.CreateUserRequest;
import dev.quintet.users.v1.GetUserRequest;
import dev.quintet.users.v1.ListAccountsRequest;
import dev.quintet.users.v1.ListEntriesRequest;
import dev.quintet.users.v1.ListUsersRequest;
import dev.quintet.users.v1.OpenAccountRequest;
import dev.quintet.users.v1.ReportAccountRequest;
import dev.quintet.users.v1.SetAccountStatusRequest;
import dev.quintet.users.v1.UpdateUserRequest;
import dev.quintet.users.v1.CheckSessionRequest;
import dev.quintet.users.v1.EndSessionsRequest;
import dev.quintet.users.v1.LatestRiskSnapshotRequest;
import dev.quintet.users.v1.ListNotificationsRequest;
import dev.quintet.users.v1.ListPreferencesRequest;
import dev.quintet.users.v1.LogNotificationRequest;
import dev.quintet.users.v1.MarkNotificationRequest;
import dev.quintet.users.v1.OpenSessionRequest;
import dev.quintet.users.v1.RemovePreferenceRequest;
import dev.quintet.users.v1.RiskSnapshot;
import dev.quintet.users.v1.SetPreferenceRequest;
import dev.quintet.users.v1.UserProfile;
import dev.quintet.users.v1.UserRequest;
import dev.quintet.users.v1.UserServiceGrpc;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Attacks on users and what they own. Names of these begin with their tenant's. */
final class UserAttacks {

  private static final String SECRET = BreakOut.SECRETS.get(1);
  private static final long AT = 1_705_312_800_000_000L;

  private UserAttacks() {}

  static String user(Names names) {
    return names.tenant() + ".user";
  }

  static String account(Names names) {
    return names.tenant() + ".account";
  }

  private static UserProfile profile(Names names) {
    return UserProfile.newBuilder()
        .setEmail(names.tenant() + "@example.com")
        .setUsername(names.tenant())
        .setTier("pro")
        .build();
  }

  static List<GrpcAttack> reading(List<Function<Names, String>> cursors) {
    List<GrpcAttack> attacks = new ArrayList<>();
    for (Function<Names, GetUserRequest.Builder> name :
        List.<Function<Names, GetUserRequest.Builder>>of(
            n -> GetUserRequest.newBuilder().setUserId(user(n)),
            n -> GetUserRequest.newBuilder().setEmail(n.tenant() + "@example.com"),
            n -> GetUserRequest.newBuilder().setUsername(n.tenant()))) {
      attacks.add(
          GrpcAttack.of(
              UserServiceGrpc.getGetUserMethod(), n -> name.apply(n).build(), NOT_FOUND));
    }
    for (Function<Names, String> cursor : cursors) {
      attacks.add(
          GrpcAttack.of(
              UserServiceGrpc.getListUsersMethod(),
              n -> ListUsersRequest.newBuilder().setCursor(cursor.apply(n)).build(),
              OK,
              INVALID_ARGUMENT));
      attacks.add(
          GrpcAttack.of(
              UserServiceGrpc.getListAccountsMethod(),
              n ->
                  ListAccountsRequest.newBuilder()
                      .setUserId(user(n))
                      .setCursor(cursor.apply(n))
                      .build(),
              OK,
              INVALID_ARGUMENT));
    }
    attacks.add(
        GrpcAttack.of(
            UserServiceGrpc.getGetAccountMethod(),
            n -> AccountRequest.newBuilder().setAccountId(account(n)).build(),
            NOT_FOUND));
    attacks.add(
        GrpcAttack.of(
            UserServiceGrpc.getListEntriesMethod(),
            n -> ListEntriesRequest.newBuilder().setAccountId(account(n)).build(),
            NOT_FOUND));
    attacks.add(
        GrpcAttack.of(
            UserServiceGrpc.getListPreferencesMethod(),
            n -> ListPreferencesRequest.newBuilder().setUserId(user(n)).build(),
            OK));
    attacks.add(
        GrpcAttack.of(
            UserServiceGrpc.getListNotificationsMethod(),
            n -> ListNotificationsRequest.newBuilder().setUserId(user(n)).build(),
            OK));
    attacks.add(
        GrpcAttack.of(
            UserServiceGrpc.getLatestRiskSnapshotMethod(),
            n -> LatestRiskSnapshotRequest.newBuilder().setUserId(user(n)).build(),
            NOT_FOUND));
    attacks.add(
        GrpcAttack.of(
                UserServiceGrpc.getListSessionsMethod(),
                n -> UserRequest.newBuilder().setUserId(user(n)).build(),
                OK)
            .only(Role.SERVICE, Role.TENANT_ADMIN));
    attacks.add(
        GrpcAttack.of(
                UserServiceGrpc.getCheckSessionMethod(),
                n -> CheckSessionRequest.newBuilder().setToken("qs_" + "0".repeat(64)).build(),
                NOT_FOUND)
            .only(Role.SERVICE, Role.TENANT_ADMIN));
    return attacks;
  }

  static List<GrpcAttack> administering() {
    List<GrpcAttack> attacks = new ArrayList<>();
    attacks.add(
        GrpcAttack.of(
                UserServiceGrpc.getUpdateUserMethod(),
                n ->
                    UpdateUserRequest.newBuilder()
                        .setUserId(user(n))
                        .setVersion(1)
                        .setProfile(profile(n))
                        .build(),
                NOT_FOUND)
            .only(Role.SERVICE, Role.TENANT_ADMIN));
    for (var method :
        List.of(
            UserServiceGrpc.getDeactivateUserMethod(),
            UserServiceGrpc.getReactivateUserMethod())) {
      attacks.add(
          GrpcAttack.of(
                  method, n -> UserRequest.newBuilder().setUserId(user(n)).build(), NOT_FOUND)
              .only(Role.SERVICE, Role.TENANT_ADMIN));
    }
    attacks.add(
        GrpcAttack.of(
                UserServiceGrpc.getDeleteUserMethod(),
                n -> UserRequest.newBuilder().setUserId(user(n)).build(),
                NOT_FOUND)
            .only(Role.SERVICE, Role.TENANT_ADMIN));
    attacks.add(
        GrpcAttack.of(
                UserServiceGrpc.getSetAccountStatusMethod(),
                n ->
                    SetAccountStatusRequest.newBuilder()
                        .setAccountId(account(n))
                        .setStatus("closed")
                        .build(),
                NOT_FOUND)
            .only(Role.SERVICE));
    attacks.add(
        GrpcAttack.of(
                UserServiceGrpc.getReportAccountMethod(),
                n ->
                    ReportAccountRequest.newBuilder()
                        .setAccountId(account(n))
                        .setCurrency("EUR")
                        .setEquity("1")
                        .setMargin("1")
                        .setFreeMargin("1")
                        .setAtMicros(AT)
                        .build(),
                NOT_FOUND)
            .only(Role.SERVICE));
    attacks.add(
        GrpcAttack.of(
                UserServiceGrpc.getMarkNotificationMethod(),
                n ->
                    MarkNotificationRequest.newBuilder()
                        .setUserId(user(n))
                        .setNotificationId(n.tenant() + ".notification")
                        .setRead(true)
                        .build(),
                NOT_FOUND)
            .only(Role.SERVICE));
    attacks.add(
        GrpcAttack.of(
                UserServiceGrpc.getRemovePreferenceMethod(),
                n ->
                    RemovePreferenceRequest.newBuilder()
                        .setUserId(user(n))
                        .setKey("secret")
                        .build(),
                OK)
            .only(Role.SERVICE));
    attacks.add(
        GrpcAttack.of(
                UserServiceGrpc.getOpenSessionMethod(),
                n -> OpenSessionRequest.newBuilder().setUserId(user(n)).build(),
                NOT_FOUND)
            .only(Role.SERVICE, Role.TENANT_ADMIN));
    attacks.add(
        GrpcAttack.of(
                UserServiceGrpc.getEndSessionsMethod(),
                n -> EndSessionsRequest.newBuilder().setUserId(user(n)).build(),
                OK)
            .only(Role.SERVICE, Role.TENANT_ADMIN));
    attacks.add(
        GrpcAttack.of(
                TenantServiceGrpc.getIssueKeyMethod(),
                n ->
                    IssueKeyRequest.newBuilder()
                        .setTenant(n.asker())
                        .setRole("service")
                        .setUserId(user(n))
                        .build(),
                NOT_FOUND)
            .only(Role.TENANT_ADMIN));
    return attacks;
  }

  static List<GrpcAttack> writing() {
    return List.of(
        GrpcAttack.of(
                UserServiceGrpc.getCreateUserMethod(),
                n ->
                    CreateUserRequest.newBuilder()
                        .setUserId(user(n))
                        .setProfile(profile(n))
                        .build(),
                OK)
            .only(Role.SERVICE, Role.TENANT_ADMIN),
        GrpcAttack.of(
                UserServiceGrpc.getOpenAccountMethod(),
                n ->
                    OpenAccountRequest.newBuilder()
                        .setAccountId(account(n))
                        .setUserId(user(n))
                        .setPlatform("mt5")
                        .setBroker("Acme Markets")
                        .setNumber(n.tenant())
                        .setKind("live")
                        .setCurrency("EUR")
                        .build(),
                OK)
            .only(Role.SERVICE),
        GrpcAttack.of(
                UserServiceGrpc.getAppendEntryMethod(),
                n ->
                    AppendEntryRequest.newBuilder()
                        .setAccountId(account(n))
                        .setEntryId(n.tenant() + ".entry")
                        .setReason("deposit")
                        .setAmount(BreakOut.SECRETS.get(1))
                        .setCurrency("EUR")
                        .setAtMicros(AT)
                        .build(),
                OK)
            .only(Role.SERVICE),
        GrpcAttack.of(
                UserServiceGrpc.getSetPreferenceMethod(),
                n ->
                    SetPreferenceRequest.newBuilder()
                        .setUserId(user(n))
                        .setKey("secret")
                        .setValue(SECRET)
                        .build(),
                OK)
            .only(Role.SERVICE),
        GrpcAttack.of(
                UserServiceGrpc.getLogNotificationMethod(),
                n ->
                    LogNotificationRequest.newBuilder()
                        .setUserId(user(n))
                        .setNotificationId(n.tenant() + ".notification")
                        .setChannel("email")
                        .setType("margin_call")
                        .setContent(SECRET)
                        .build(),
                OK)
            .only(Role.SERVICE),
        GrpcAttack.of(
                UserServiceGrpc.getAddRiskSnapshotMethod(),
                n ->
                    RiskSnapshot.newBuilder()
                        .setUserId(user(n))
                        .setSnapshotId(n.tenant() + ".risk")
                        .setContent(SECRET)
                        .setTakenAtMicros(AT)
                        .build(),
                OK)
            .only(Role.SERVICE));
  }

  private static final String USERS = "/api/v1/users";
  private static final String ACCOUNTS = "/api/v1/accounts";

  static List<RestAttack> rest() {
    List<RestAttack> attacks = new ArrayList<>();
    for (String method : List.of("GET", "HEAD")) {
      attacks.add(rest(
              method + " " + USERS,
              n -> USERS + "?state=deactivated",
              n -> "",
              read(200)));
      attacks.add(
          rest(
              method + " " + USERS,
              n -> USERS + "?username=" + n.tenant(),
              n -> "",
              read(404)));
      attacks.add(
          rest(method + " " + USERS + "/{user}", n -> USERS + "/" + user(n), n -> "", read(404)));
      attacks.add(
          rest(method + " " + ACCOUNTS, n -> ACCOUNTS + "?user=" + user(n), n -> "", read(200)));
      for (String part : List.of("", "/entries")) {
        attacks.add(
            rest(
                method + " " + ACCOUNTS + "/{account}" + part,
                n -> ACCOUNTS + "/" + account(n) + part,
                n -> "",
                read(404)));
      }
    }
    for (String method : List.of("GET", "HEAD")) {
      for (String part : List.of("/preferences", "/notifications")) {
        attacks.add(of(method, part, part, "", read(200)));
      }
      attacks.add(of(method, "/preferences/{key}", "/preferences/secret", "", read(404)));
      attacks.add(of(method, "/risk", "/risk", "", read(404)));
      attacks.add(of(method, "/sessions", "/sessions", "", administer(200)));
    }
    String session = "/sessions/" + "0".repeat(64);
    attacks.add(
        of("PUT", "/preferences/{key}", "/preferences/secret", "{\"value\":\"1\"}", write(404)));
    attacks.add(of("DELETE", "/preferences/{key}", "/preferences/secret", "", write(204)));
    attacks.add(
        of(
            "POST",
            "/notifications",
            "/notifications",
            "{\"channel\":\"email\",\"type\":\"x\",\"content\":\"1\"}",
            write(404)));
    attacks.add(
        of(
            "PUT",
            "/notifications/{notification}",
            "/notifications/one",
            "{\"delivery\":\"read\"}",
            write(404)));
    attacks.add(
        of(
            "POST",
            "/risk",
            "/risk",
            "{\"content\":\"1\",\"at\":\"2024-01-15T10:00:00Z\"}",
            write(404)));
    attacks.add(of("POST", "/sessions", "/sessions", "{\"label\":\"\"}", administer(404)));
    attacks.add(of("DELETE", "/sessions", "/sessions", "", administer(204)));
    attacks.add(of("DELETE", "/sessions/{session}", session, "", administer(204)));
    attacks.add(
        rest(
            "POST /api/v1/sessions/check",
            n -> "/api/v1/sessions/check",
            n -> "{\"token\":\"qs_%s\"}".formatted("0".repeat(64)),
            administer(404)));
    Function<Names, String> profile =
        n ->
            "\"email\":\"%1$s.rest@example.com\",\"username\":\"%1$s.rest\",\"tier\":\"pro\"}"
                .formatted(n.tenant());
    attacks.add(
        rest(
            "POST " + USERS,
            n -> USERS,
            n -> "{\"user_id\":\"%s.rest\",".formatted(n.tenant()) + profile.apply(n),
            administer(201)));
    attacks.add(
        rest(
            "PUT " + USERS + "/{user}",
            n -> USERS + "/" + user(n),
            n -> "{" + profile.apply(n),
            administer(404)));
    for (String route :
        List.of("POST %s/deactivate", "POST %s/reactivate", "DELETE %s")) {
      attacks.add(
          rest(
              route.formatted(USERS + "/{user}"),
              n -> route.substring(route.indexOf('%')).formatted(USERS + "/" + user(n)),
              n -> "",
              administer(404)));
    }
    attacks.add(
        rest(
            "POST " + ACCOUNTS,
            n -> ACCOUNTS,
            n ->
                """
                {"account_id":"%1$s.rest","user_id":"%2$s","platform":"mt5","broker":"Acme",
                 "number":"%1$s.rest","kind":"live","currency":"EUR"}"""
                    .formatted(n.tenant(), user(n)),
            write(404)));
    change(attacks, "PUT", "/status", "{\"status\":\"closed\"}");
    change(
        attacks,
        "PUT",
        "/report",
        """
        {"currency":"EUR","equity":"1","margin":"1","free_margin":"1","at":"2024-01-15T10:00:00Z"}""");
    change(
        attacks,
        "POST",
        "/entries",
        """
        {"reason":"deposit","amount":"1","currency":"EUR","at":"2024-01-15T10:00:00Z"}""");
    return attacks;
  }

  private static void change(List<RestAttack> attacks, String method, String part, String body) {
    attacks.add(
        rest(
            method + " " + ACCOUNTS + "/{account}" + part,
            n -> ACCOUNTS + "/" + account(n) + part,
            n -> body,
            write(404)));
  }

  /** On what the company's user owns. */
  private static RestAttack of(
      String method,
      String route,
      String path,
      String body,
      Function<Role, Set<Integer>> expected) {
    return rest(
        method + " " + USERS + "/{user}" + route,
        n -> USERS + "/" + user(n) + path,
        n -> body,
        expected);
  }

  static RestAttack rest(
      String route,
      Function<Names, String> path,
      Function<Names, String> body,
      Function<Role, Set<Integer>> expected) {
    return new RestAttack(route, path, body, expected);
  }

  static Function<Role, Set<Integer>> read(int told) {
    return role -> Set.of(role == Role.BILLING ? 403 : told);
  }

  private static Function<Role, Set<Integer>> administer(int told) {
    return role -> Set.of(role == Role.SERVICE || role == Role.TENANT_ADMIN ? told : 403);
  }

  private static Function<Role, Set<Integer>> write(int told) {
    return role -> Set.of(role == Role.SERVICE ? told : 403);
  }
}
