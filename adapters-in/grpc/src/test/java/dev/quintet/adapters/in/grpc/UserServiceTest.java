package dev.quintet.adapters.in.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.users.v1.Account;
import dev.quintet.users.v1.AccountRequest;
import dev.quintet.users.v1.AppendEntryRequest;
import dev.quintet.users.v1.CreateUserRequest;
import dev.quintet.users.v1.Entry;
import dev.quintet.users.v1.GetUserRequest;
import dev.quintet.users.v1.ListAccountsRequest;
import dev.quintet.users.v1.ListEntriesRequest;
import dev.quintet.users.v1.ListUsersRequest;
import dev.quintet.users.v1.OpenAccountRequest;
import dev.quintet.users.v1.SetAccountStatusRequest;
import dev.quintet.users.v1.UpdateUserRequest;
import dev.quintet.users.v1.User;
import dev.quintet.users.v1.CheckSessionRequest;
import dev.quintet.users.v1.EndSessionsRequest;
import dev.quintet.users.v1.LatestRiskSnapshotRequest;
import dev.quintet.users.v1.ListNotificationsRequest;
import dev.quintet.users.v1.ListPreferencesRequest;
import dev.quintet.users.v1.LogNotificationRequest;
import dev.quintet.users.v1.MarkNotificationRequest;
import dev.quintet.users.v1.OpenSessionRequest;
import dev.quintet.users.v1.OpenSessionResponse;
import dev.quintet.users.v1.RiskSnapshot;
import dev.quintet.users.v1.SetPreferenceRequest;
import dev.quintet.users.v1.UserProfile;
import dev.quintet.users.v1.UserRequest;
import dev.quintet.users.v1.UserServiceGrpc;
import dev.quintet.users.v1.UserServiceGrpc.UserServiceBlockingV2Stub;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UserServiceTest {

  private static final Metadata.Key<String> USER =
      Metadata.Key.of("x-on-behalf-of", Metadata.ASCII_STRING_MARSHALLER);
  private static final long AT = 1_770_091_506_789_012L;

  private final GrpcServer server = GrpcServer.open();

  @AfterAll
  void close() {
    server.close();
  }

  private UserServiceBlockingV2Stub stub(Metadata headers) {
    return UserServiceGrpc.newBlockingV2Stub(server.channel(headers))
        .withDeadlineAfter(20, TimeUnit.SECONDS);
  }

  private UserServiceBlockingV2Stub service(TenantId tenant) {
    return stub(GrpcServer.bearer(server.key(Role.SERVICE, tenant)));
  }

  private UserServiceBlockingV2Stub onBehalfOf(TenantId tenant, String user) {
    Metadata headers = GrpcServer.bearer(server.key(Role.SERVICE, tenant));
    headers.put(USER, user);
    return stub(headers);
  }

  private static CreateUserRequest.Builder ann() {
    return CreateUserRequest.newBuilder()
        .setUserId("ann")
        .setProfile(
            UserProfile.newBuilder()
                .setEmail("Ann@example.com")
                .setUsername("ann")
                .setTier("pro")
                .putLimits("max_symbols", 5));
  }

  private static CreateUserRequest bob() {
    return ann()
        .setUserId("bob")
        .setProfile(
            UserProfile.newBuilder().setEmail("bob@example.com").setUsername("bob").setTier("free"))
        .build();
  }

  private static OpenAccountRequest account(String user, String id) {
    return OpenAccountRequest.newBuilder()
        .setAccountId(id)
        .setUserId(user)
        .setPlatform("mt5")
        .setBroker("Acme Markets")
        .setNumber(id)
        .setKind("live")
        .setCurrency("EUR")
        .build();
  }

  private static AppendEntryRequest.Builder deposit(String account) {
    return AppendEntryRequest.newBuilder()
        .setAccountId(account)
        .setEntryId("e-1")
        .setReason("deposit")
        .setAmount("100.5")
        .setCurrency("EUR")
        .setAtMicros(AT);
  }

  private static void assertStatus(Status.Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StatusException.class, e -> assertThat(e.getStatus().getCode()).isEqualTo(code));
  }

  private static void assertField(String field, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StatusException.class,
            e -> assertThat(e.getTrailers().get(GrpcServer.FIELD)).isEqualTo(field));
  }

  @Test
  void aUserIsMadeFoundChangedAndErased() throws Exception {
    TenantId tenant = server.tenant();
    UserServiceBlockingV2Stub users = service(tenant);
    User ann = users.createUser(ann().setPasswordHash("$2b$secret").build());
    assertThat(users.createUser(ann().setPasswordHash("$2b$secret").build())).isEqualTo(ann);
    assertThat(ann.toString()).doesNotContain("secret");
    assertStatus(Status.Code.ALREADY_EXISTS, () -> users.createUser(ann().build()));
    for (GetUserRequest name :
        new GetUserRequest[] {
          GetUserRequest.newBuilder().setUserId("ann").build(),
          GetUserRequest.newBuilder().setEmail("ANN@EXAMPLE.COM").build(),
          GetUserRequest.newBuilder().setUsername("Ann").build()
        }) {
      assertThat(users.getUser(name)).isEqualTo(ann);
    }
    UpdateUserRequest change =
        UpdateUserRequest.newBuilder()
            .setUserId("ann")
            .setVersion(1)
            .setProfile(ann.getProfile().toBuilder().clearLimits())
            .build();
    assertThat(users.updateUser(change).getVersion()).isEqualTo(2);
    assertThat(users.updateUser(change).getVersion()).as("sent again").isEqualTo(2);
    assertStatus(
        Status.Code.ABORTED,
        () ->
            users.updateUser(
                change.toBuilder().setProfile(ann.getProfile().toBuilder().setTier("free")).build()));
    UserRequest request = UserRequest.newBuilder().setUserId("ann").build();
    assertThat(users.deactivateUser(request).getState()).isEqualTo("deactivated");
    assertThat(
            users.listUsers(ListUsersRequest.newBuilder().setState("active").build()).getUsersList())
        .isEmpty();
    assertThat(users.reactivateUser(request).getState()).isEqualTo("active");
    users.deleteUser(request);
    assertStatus(
        Status.Code.NOT_FOUND,
        () -> users.getUser(GetUserRequest.newBuilder().setUserId("ann").build()));
  }

  @Test
  void anAccountsMoneyFollowsFromItsEntries() throws Exception {
    TenantId tenant = server.tenant();
    UserServiceBlockingV2Stub users = service(tenant);
    users.createUser(ann().build());
    Account opened = users.openAccount(account("ann", "a-1"));
    assertThat(users.openAccount(account("ann", "a-1"))).isEqualTo(opened);
    assertThat(opened.getBalance()).isEqualTo("0.0000");
    Entry entry = users.appendEntry(deposit("a-1").setLocked("0.5").build());
    assertThat(users.appendEntry(deposit("a-1").setLocked("0.5").build())).isEqualTo(entry);
    assertStatus(
        Status.Code.ALREADY_EXISTS,
        () -> users.appendEntry(deposit("a-1").setAmount("101").build()));
    Account now = users.getAccount(AccountRequest.newBuilder().setAccountId("a-1").build());
    assertThat(now.getBalance()).isEqualTo("100.5000");
    assertThat(now.getFree()).isEqualTo("100.0000");
    assertThat(
            users
                .listEntries(ListEntriesRequest.newBuilder().setAccountId("a-1").build())
                .getEntriesList())
        .containsExactly(entry);
    assertStatus(
        Status.Code.FAILED_PRECONDITION,
        () ->
            users.appendEntry(
                deposit("a-1").setEntryId("e-2").setReason("withdrawal").setAmount("-100.0001").build()));
    assertStatus(
        Status.Code.ABORTED,
        () ->
            users.setAccountStatus(
                SetAccountStatusRequest.newBuilder()
                    .setAccountId("a-1")
                    .setStatus("suspended")
                    .setVersion(7)
                    .build()));
  }

  @Test
  void aCallOnBehalfOfAUserReachesThatUserOnlyAndIsMeteredForIt() throws Exception {
    TenantId tenant = server.tenant();
    UserServiceBlockingV2Stub users = service(tenant);
    users.createUser(ann().build());
    users.createUser(bob());
    users.openAccount(account("bob", "b-1"));
    UserServiceBlockingV2Stub anns = onBehalfOf(tenant, "ann");
    anns.openAccount(account("ann", "a-1"));
    assertThat(anns.listAccounts(ListAccountsRequest.getDefaultInstance()).getAccountsList())
        .extracting(Account::getAccountId)
        .containsExactly("a-1");
    assertThat(anns.listUsers(ListUsersRequest.getDefaultInstance()).getUsersList())
        .extracting(User::getUserId)
        .containsExactly("ann");
    assertStatus(
        Status.Code.NOT_FOUND,
        () -> anns.getAccount(AccountRequest.newBuilder().setAccountId("b-1").build()));
    assertStatus(Status.Code.NOT_FOUND, () -> anns.openAccount(account("bob", "b-2")));
    assertStatus(Status.Code.NOT_FOUND, () -> anns.appendEntry(deposit("b-1").build()));
    assertStatus(Status.Code.PERMISSION_DENIED, () -> anns.createUser(bob()));
    assertStatus(
        Status.Code.NOT_FOUND,
        () ->
            onBehalfOf(tenant, "nobody").listAccounts(ListAccountsRequest.getDefaultInstance()));
    assertField(
        "x-on-behalf-of",
        () -> onBehalfOf(tenant, "a b").listAccounts(ListAccountsRequest.getDefaultInstance()));
    server.metering.close();
    assertThat(
            server.usage.events(null, 10_000, GrpcServer.soon()).page().items().stream()
                .map(it -> it.event())
                .filter(it -> it.subject().tenant().equals(tenant))
                .filter(it -> it.type() == UsageType.API_CALLS && it.subject().user() != null)
                .mapToLong(it -> it.count())
                .sum())
        .as("calls that were answered for ann")
        .isEqualTo(3);
  }

  @Test
  void whatCannotBeIsRefusedByItsField() {
    UserServiceBlockingV2Stub users = service(server.tenant());
    assertField("email", () -> users.createUser(CreateUserRequest.newBuilder().setUserId("x").build()));
    assertField("user_id", () -> users.createUser(ann().setUserId("a b").build()));
    assertField("name", () -> users.getUser(GetUserRequest.getDefaultInstance()));
    assertField("amount", () -> users.appendEntry(deposit("a").setAmount("1e99").build()));
    assertField("amount", () -> users.appendEntry(deposit("a").setAmount("-1").build()));
    assertField("currency", () -> users.appendEntry(deposit("a").setCurrency("XXX").build()));
    assertField("locked", () -> users.appendEntry(deposit("a").setLocked("one").build()));
    assertField("at_micros", () -> users.appendEntry(deposit("a").setAtMicros(-1).build()));
    assertField(
        "at", () -> users.appendEntry(deposit("a").setAtMicros(Long.MAX_VALUE).build()));
    assertField(
        "limits.max_symbols",
        () ->
            users.createUser(
                ann()
                    .setProfile(ann().getProfile().toBuilder().putLimits("max_symbols", 201))
                    .build()));
  }

  @Test
  void aSessionOpensNothingOnceItsUserIsNotActive() throws Exception {
    TenantId tenant = server.tenant();
    UserServiceBlockingV2Stub users = service(tenant);
    users.createUser(ann().build());
    users.createUser(bob());
    OpenSessionRequest open =
        OpenSessionRequest.newBuilder().setUserId("ann").setLabel("phone").build();
    OpenSessionResponse opened = users.openSession(open);
    CheckSessionRequest check =
        CheckSessionRequest.newBuilder().setToken(opened.getToken()).setSliding(true).build();
    assertThat(users.checkSession(check).getUserId()).isEqualTo("ann");
    assertStatus(Status.Code.NOT_FOUND, () -> service(server.tenant()).checkSession(check));
    assertStatus(Status.Code.NOT_FOUND, () -> onBehalfOf(tenant, "bob").checkSession(check));
    UserRequest request = UserRequest.newBuilder().setUserId("ann").build();
    users.deactivateUser(request);
    assertStatus(Status.Code.NOT_FOUND, () -> users.checkSession(check));
    assertStatus(Status.Code.NOT_FOUND, () -> users.openSession(open));
    users.reactivateUser(request);
    assertStatus(Status.Code.NOT_FOUND, () -> users.checkSession(check));
    String again = users.openSession(open).getToken();
    assertThat(users.listSessions(request).getSessionsCount()).isEqualTo(1);
    users.endSessions(EndSessionsRequest.newBuilder().setUserId("ann").build());
    assertStatus(
        Status.Code.NOT_FOUND,
        () -> users.checkSession(CheckSessionRequest.newBuilder().setToken(again).build()));
    assertField(
        "token",
        () -> users.checkSession(CheckSessionRequest.newBuilder().setToken("qs_1").build()));
  }

  @Test
  void whatServicesKeepOfAUserIsThatUsers() throws Exception {
    TenantId tenant = server.tenant();
    UserServiceBlockingV2Stub users = service(tenant);
    users.createUser(ann().build());
    users.createUser(bob());
    UserServiceBlockingV2Stub bobs = onBehalfOf(tenant, "bob");
    SetPreferenceRequest set =
        SetPreferenceRequest.newBuilder()
            .setUserId("ann")
            .setKey("theme")
            .setValue("{\"dark\": true}")
            .build();
    assertThat(users.setPreference(set).getVersion()).isEqualTo(1);
    assertStatus(Status.Code.NOT_FOUND, () -> bobs.setPreference(set));
    assertStatus(
        Status.Code.NOT_FOUND,
        () ->
            bobs.listPreferences(ListPreferencesRequest.newBuilder().setUserId("ann").build()));
    LogNotificationRequest log =
        LogNotificationRequest.newBuilder()
            .setNotificationId("n-1")
            .setUserId("ann")
            .setChannel("email")
            .setType("margin_call")
            .setContent("{}")
            .build();
    users.logNotification(log);
    users.logNotification(log);
    assertThat(
            users
                .markNotification(
                    MarkNotificationRequest.newBuilder()
                        .setUserId("ann")
                        .setNotificationId("n-1")
                        .setDelivery("delivered")
                        .setRead(true)
                        .build())
                .getReadAtMicros())
        .isPositive();
    assertThat(
            users
                .listNotifications(
                    ListNotificationsRequest.newBuilder().setUserId("ann").setUnread(true).build())
                .getNotificationsCount())
        .isZero();
    RiskSnapshot risk =
        RiskSnapshot.newBuilder()
            .setSnapshotId("r-1")
            .setUserId("ann")
            .setContent("{\"var\":\"0.05\"}")
            .setTakenAtMicros(AT)
            .build();
    users.addRiskSnapshot(risk);
    LatestRiskSnapshotRequest latest =
        LatestRiskSnapshotRequest.newBuilder().setUserId("ann").build();
    assertThat(users.latestRiskSnapshot(latest)).isEqualTo(risk);
    assertStatus(Status.Code.NOT_FOUND, () -> bobs.latestRiskSnapshot(latest));
    assertStatus(Status.Code.NOT_FOUND, () -> bobs.addRiskSnapshot(risk));
    assertField("content", () -> users.addRiskSnapshot(risk.toBuilder().setContent("{").build()));
  }
}
