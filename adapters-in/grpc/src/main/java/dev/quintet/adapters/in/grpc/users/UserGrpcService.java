package dev.quintet.adapters.in.grpc.users;

import dev.quintet.adapters.in.grpc.kit.GrpcMethods;
import dev.quintet.adapters.in.grpc.kit.Paging;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.users.TradingAccounts;
import dev.quintet.application.users.UserAdministration;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.TradingAccount;
import dev.quintet.users.v1.Account;
import dev.quintet.users.v1.AccountRequest;
import dev.quintet.users.v1.AppendEntryRequest;
import dev.quintet.users.v1.CreateUserRequest;
import dev.quintet.users.v1.DeleteUserResponse;
import dev.quintet.users.v1.Entry;
import dev.quintet.users.v1.GetUserRequest;
import dev.quintet.users.v1.ListAccountsRequest;
import dev.quintet.users.v1.ListAccountsResponse;
import dev.quintet.users.v1.ListEntriesRequest;
import dev.quintet.users.v1.ListEntriesResponse;
import dev.quintet.users.v1.ListUsersRequest;
import dev.quintet.users.v1.ListUsersResponse;
import dev.quintet.users.v1.OpenAccountRequest;
import dev.quintet.users.v1.ReportAccountRequest;
import dev.quintet.users.v1.SetAccountStatusRequest;
import dev.quintet.users.v1.UpdateUserRequest;
import dev.quintet.users.v1.User;
import dev.quintet.users.v1.UserRequest;
import dev.quintet.users.v1.UserServiceGrpc;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import jakarta.inject.Singleton;

/** {@code quintet.users.v1.UserService}. */
@Singleton
final class UserGrpcService implements BindableService {

  private final GrpcMethods calls;
  private final UserAdministration users;
  private final TradingAccounts accounts;
  private final RecordMethods records;

  UserGrpcService(
      GrpcMethods calls,
      UserAdministration users,
      TradingAccounts accounts,
      RecordMethods records) {
    this.records = records;
    this.calls = calls;
    this.users = users;
    this.accounts = accounts;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return calls
        .service(UserServiceGrpc.getServiceDescriptor())
        .unary(UserServiceGrpc.getCreateUserMethod(), this::createUser)
        .read(UserServiceGrpc.getGetUserMethod(), this::getUser)
        .read(UserServiceGrpc.getListUsersMethod(), this::listUsers)
        .unary(UserServiceGrpc.getUpdateUserMethod(), this::updateUser)
        .unary(UserServiceGrpc.getDeactivateUserMethod(), this::deactivateUser)
        .unary(UserServiceGrpc.getReactivateUserMethod(), this::reactivateUser)
        .unary(UserServiceGrpc.getDeleteUserMethod(), this::deleteUser)
        .unary(UserServiceGrpc.getOpenAccountMethod(), this::openAccount)
        .read(UserServiceGrpc.getGetAccountMethod(), this::getAccount)
        .read(UserServiceGrpc.getListAccountsMethod(), this::listAccounts)
        .unary(UserServiceGrpc.getSetAccountStatusMethod(), this::setAccountStatus)
        .unary(UserServiceGrpc.getReportAccountMethod(), this::reportAccount)
        .unary(UserServiceGrpc.getAppendEntryMethod(), this::appendEntry)
        .read(UserServiceGrpc.getListEntriesMethod(), this::listEntries)
        .unary(UserServiceGrpc.getSetPreferenceMethod(), records::setPreference)
        .read(UserServiceGrpc.getListPreferencesMethod(), records::listPreferences)
        .unary(UserServiceGrpc.getRemovePreferenceMethod(), records::removePreference)
        .unary(UserServiceGrpc.getLogNotificationMethod(), records::logNotification)
        .unary(UserServiceGrpc.getMarkNotificationMethod(), records::markNotification)
        .read(UserServiceGrpc.getListNotificationsMethod(), records::listNotifications)
        .unary(UserServiceGrpc.getAddRiskSnapshotMethod(), records::addRiskSnapshot)
        .read(UserServiceGrpc.getLatestRiskSnapshotMethod(), records::latestRiskSnapshot)
        .unary(UserServiceGrpc.getOpenSessionMethod(), records::openSession)
        .read(
            UserServiceGrpc.getCheckSessionMethod(),
            records::checkRemembered,
            records::checkSession)
        .read(UserServiceGrpc.getListSessionsMethod(), records::listSessions)
        .unary(UserServiceGrpc.getEndSessionsMethod(), records::endSessions)
        .build();
  }

  private User createUser(CreateUserRequest request, Caller caller) {
    return UserMessages.user(
        users.create(
            caller.principal(),
            new UserId(request.getUserId()),
            UserMessages.profile(request.getProfile()),
            UserMessages.hash(request.getPasswordHash()),
            caller.deadline()));
  }

  private User getUser(GetUserRequest request, Caller caller) {
    return UserMessages.user(
        users.find(caller.principal(), UserMessages.name(request), caller.deadline()));
  }

  private ListUsersResponse listUsers(ListUsersRequest request, Caller caller) {
    Page<dev.quintet.domain.users.User> page =
        users.list(
            caller.principal(),
            request.getState().isEmpty()
                ? null
                : Words.find(
                    "state",
                    request.getState(),
                    dev.quintet.domain.users.User.State.values(),
                    Words::of),
            Paging.cursor(request.getCursor()),
            Paging.limit(request.getPageSize()),
            caller.deadline());
    ListUsersResponse.Builder answer = ListUsersResponse.newBuilder();
    page.items().forEach(user -> answer.addUsers(UserMessages.user(user)));
    return answer.setNextCursor(UserMessages.cursor(page)).build();
  }

  private User updateUser(UpdateUserRequest request, Caller caller) {
    return UserMessages.user(
        users.update(
            caller.principal(),
            new UserId(request.getUserId()),
            request.getVersion(),
            UserMessages.profile(request.getProfile()),
            UserMessages.hash(request.getPasswordHash()),
            caller.deadline()));
  }

  private User deactivateUser(UserRequest request, Caller caller) {
    return set(request, dev.quintet.domain.users.User.State.DEACTIVATED, caller);
  }

  private User reactivateUser(UserRequest request, Caller caller) {
    return set(request, dev.quintet.domain.users.User.State.ACTIVE, caller);
  }

  private User set(
      UserRequest request, dev.quintet.domain.users.User.State state, Caller caller) {
    return UserMessages.user(
        users.set(
            caller.principal(), new UserId(request.getUserId()), state, caller.deadline()));
  }

  private DeleteUserResponse deleteUser(UserRequest request, Caller caller) {
    users.delete(caller.principal(), new UserId(request.getUserId()), caller.deadline());
    return DeleteUserResponse.getDefaultInstance();
  }

  private Account openAccount(OpenAccountRequest request, Caller caller) {
    return UserMessages.account(
        accounts.open(
            caller.principal(),
            new AccountId(request.getAccountId()),
            new UserId(request.getUserId()),
            UserMessages.terms(request),
            caller.deadline()));
  }

  private Account getAccount(AccountRequest request, Caller caller) {
    return UserMessages.account(
        accounts.find(
            caller.principal(), new AccountId(request.getAccountId()), caller.deadline()));
  }

  private ListAccountsResponse listAccounts(ListAccountsRequest request, Caller caller) {
    Page<TradingAccount> page =
        accounts.list(
            caller.principal(),
            UserMessages.findUser(request.getUserId()),
            Paging.cursor(request.getCursor()),
            Paging.limit(request.getPageSize()),
            caller.deadline());
    ListAccountsResponse.Builder answer = ListAccountsResponse.newBuilder();
    page.items().forEach(account -> answer.addAccounts(UserMessages.account(account)));
    return answer.setNextCursor(UserMessages.cursor(page)).build();
  }

  private Account setAccountStatus(SetAccountStatusRequest request, Caller caller) {
    return UserMessages.account(
        accounts.set(
            caller.principal(),
            new AccountId(request.getAccountId()),
            TradingAccount.Status.of(request.getStatus()),
            request.getVersion(),
            caller.deadline()));
  }

  private Account reportAccount(ReportAccountRequest request, Caller caller) {
    return UserMessages.account(
        accounts.report(
            caller.principal(),
            new AccountId(request.getAccountId()),
            UserMessages.report(request),
            caller.deadline()));
  }

  private Entry appendEntry(AppendEntryRequest request, Caller caller) {
    return UserMessages.entry(
        accounts.append(
            caller.principal(),
            new AccountId(request.getAccountId()),
            UserMessages.change(request),
            caller.deadline()));
  }

  private ListEntriesResponse listEntries(ListEntriesRequest request, Caller caller) {
    Page<AccountEntry> page =
        accounts.entries(
            caller.principal(),
            new AccountId(request.getAccountId()),
            Paging.cursor(request.getCursor()),
            Paging.limit(request.getPageSize()),
            caller.deadline());
    ListEntriesResponse.Builder answer = ListEntriesResponse.newBuilder();
    page.items().forEach(entry -> answer.addEntries(UserMessages.entry(entry)));
    return answer.setNextCursor(UserMessages.cursor(page)).build();
  }
}
