package dev.quintet.client;

import dev.quintet.users.v1.AccountRequest;
import dev.quintet.users.v1.AppendEntryRequest;
import dev.quintet.users.v1.CheckSessionRequest;
import dev.quintet.users.v1.CreateUserRequest;
import dev.quintet.users.v1.EndSessionsRequest;
import dev.quintet.users.v1.GetUserRequest;
import dev.quintet.users.v1.ListAccountsRequest;
import dev.quintet.users.v1.ListEntriesRequest;
import dev.quintet.users.v1.ListUsersRequest;
import dev.quintet.users.v1.OpenAccountRequest;
import dev.quintet.users.v1.OpenSessionRequest;
import dev.quintet.users.v1.SetAccountStatusRequest;
import dev.quintet.users.v1.UpdateUserRequest;
import dev.quintet.users.v1.UserRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The users of the tenant, their accounts and sessions. Everything but opening a session may be repeated
 * without harm, and is, like the calls of {@link QuintetClient}.
 */
public final class Users {

  private final Connection connection;

  Users(Connection connection) {
    this.connection = connection;
  }

  /** Makes a user; {@code CONFLICT} when the id was used with other content. */
  public User create(String id, User.Profile profile, @Nullable String passwordHash) {
    CreateUserRequest request =
        CreateUserRequest.newBuilder()
            .setUserId(id)
            .setProfile(profile.message())
            .setPasswordHash(passwordHash == null ? "" : passwordHash)
            .build();
    return User.of(connection.call(() -> connection.users().createUser(request)));
  }

  /** The user of that id; {@code NOT_FOUND} when there is none. */
  public User byId(String id) {
    return find(GetUserRequest.newBuilder().setUserId(id).build());
  }

  /** The user of that address, in any spelling. */
  public User byEmail(String email) {
    return find(GetUserRequest.newBuilder().setEmail(email).build());
  }

  /** The user of that user name, in any spelling. */
  public User byUsername(String username) {
    return find(GetUserRequest.newBuilder().setUsername(username).build());
  }

  private User find(GetUserRequest request) {
    return User.of(connection.call(() -> connection.users().getUser(request)));
  }

  /** All users by id; fetched page by page. */
  public Iterable<User> all() {
    return Paged.all(
        cursor -> {
          ListUsersRequest request = ListUsersRequest.newBuilder().setCursor(cursor).build();
          var page = connection.call(() -> connection.users().listUsers(request));
          return new Paged<>(
              page.getUsersList().stream().map(User::of).toList(), page.getNextCursor());
        });
  }

  /** Puts another profile in the place of that version's; {@code STALE} when it has another. */
  public User update(String id, long version, User.Profile profile) {
    UpdateUserRequest request =
        UpdateUserRequest.newBuilder()
            .setUserId(id)
            .setVersion(version)
            .setProfile(profile.message())
            .build();
    return User.of(connection.call(() -> connection.users().updateUser(request)));
  }

  /** Ends its sessions and keys at once. */
  public User deactivate(String id) {
    UserRequest request = UserRequest.newBuilder().setUserId(id).build();
    return User.of(connection.call(() -> connection.users().deactivateUser(request)));
  }

  public User reactivate(String id) {
    UserRequest request = UserRequest.newBuilder().setUserId(id).build();
    return User.of(connection.call(() -> connection.users().reactivateUser(request)));
  }

  /** Erases a user for ever; its accounts must be closed. */
  public void delete(String id) {
    UserRequest request = UserRequest.newBuilder().setUserId(id).build();
    connection.call(() -> connection.users().deleteUser(request));
  }

  /** Opens an account without money. */
  public Account openAccount(
      String id,
      String user,
      String platform,
      String broker,
      String number,
      String kind,
      String currency) {
    OpenAccountRequest request =
        OpenAccountRequest.newBuilder()
            .setAccountId(id)
            .setUserId(user)
            .setPlatform(platform)
            .setBroker(broker)
            .setNumber(number)
            .setKind(kind)
            .setCurrency(currency)
            .build();
    return Account.of(connection.call(() -> connection.users().openAccount(request)));
  }

  public Account account(String id) {
    AccountRequest request = AccountRequest.newBuilder().setAccountId(id).build();
    return Account.of(connection.call(() -> connection.users().getAccount(request)));
  }

  /**
   * Accounts by id; fetched page by page.
   *
   * @param user whose; null: of all
   */
  public Iterable<Account> accounts(@Nullable String user) {
    return Paged.all(
        cursor -> {
          ListAccountsRequest request =
              ListAccountsRequest.newBuilder()
                  .setUserId(user == null ? "" : user)
                  .setCursor(cursor)
                  .build();
          var page = connection.call(() -> connection.users().listAccounts(request));
          return new Paged<>(
              page.getAccountsList().stream().map(Account::of).toList(), page.getNextCursor());
        });
  }

  /** Sets the status, {@code active}, {@code suspended} or {@code closed}, which is for ever. */
  public Account setStatus(String account, String status) {
    SetAccountStatusRequest request =
        SetAccountStatusRequest.newBuilder().setAccountId(account).setStatus(status).build();
    return Account.of(connection.call(() -> connection.users().setAccountStatus(request)));
  }

  /** Records a change of an account's money. */
  public Account.Entry append(String account, Account.Change change) {
    AppendEntryRequest request =
        AppendEntryRequest.newBuilder()
            .setAccountId(account)
            .setEntryId(change.id())
            .setReason(change.reason())
            .setAmount(change.amount().toPlainString())
            .setCurrency(change.currency())
            .setLocked(change.locked().toPlainString())
            .setNote(change.note())
            .setAtMicros(ChronoUnit.MICROS.between(Instant.EPOCH, change.at()))
            .build();
    return Account.Entry.of(connection.call(() -> connection.users().appendEntry(request)));
  }

  /** Entries of an account in their order; fetched page by page. */
  public Iterable<Account.Entry> entries(String account) {
    return Paged.all(
        cursor -> {
          ListEntriesRequest request =
              ListEntriesRequest.newBuilder().setAccountId(account).setCursor(cursor).build();
          var page = connection.call(() -> connection.users().listEntries(request));
          return new Paged<>(
              page.getEntriesList().stream().map(Account.Entry::of).toList(),
              page.getNextCursor());
        });
  }

  /** Opens a session for an hour. Not retried: each call opens one. */
  public Session.Opened openSession(String user, String label) {
    OpenSessionRequest request =
        OpenSessionRequest.newBuilder().setUserId(user).setLabel(label).build();
    var opened = connection.once(() -> connection.users().openSession(request));
    return new Session.Opened(Session.of(opened.getSession()), opened.getToken());
  }

  /** The session that a token opens; {@code NOT_FOUND} when it opens none any more. */
  public Session checkSession(String token, boolean sliding) {
    CheckSessionRequest request =
        CheckSessionRequest.newBuilder().setToken(token).setSliding(sliding).build();
    return Session.of(connection.call(() -> connection.users().checkSession(request)));
  }

  /** The sessions of a user that are valid. */
  public List<Session> sessions(String user) {
    UserRequest request = UserRequest.newBuilder().setUserId(user).build();
    return connection.call(() -> connection.users().listSessions(request)).getSessionsList().stream()
        .map(Session::of)
        .toList();
  }

  /** Ends one session of a user. */
  public void endSession(String user, String session) {
    EndSessionsRequest request =
        EndSessionsRequest.newBuilder().setUserId(user).setSessionId(session).build();
    connection.call(() -> connection.users().endSessions(request));
  }

  /** Ends all sessions of a user. */
  public void endSessions(String user) {
    EndSessionsRequest request = EndSessionsRequest.newBuilder().setUserId(user).build();
    connection.call(() -> connection.users().endSessions(request));
  }
}
