package dev.quintet.adapters.in.grpc.users;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.PasswordHash;
import dev.quintet.domain.users.TradingAccount;
import dev.quintet.domain.users.UserName;
import dev.quintet.users.v1.Account;
import dev.quintet.users.v1.AppendEntryRequest;
import dev.quintet.users.v1.Entry;
import dev.quintet.users.v1.GetUserRequest;
import dev.quintet.users.v1.OpenAccountRequest;
import dev.quintet.users.v1.ReportAccountRequest;
import dev.quintet.users.v1.User;
import dev.quintet.users.v1.UserProfile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Users and accounts as messages. */
final class UserMessages {

  private UserMessages() {}

  static dev.quintet.domain.users.UserProfile profile(UserProfile profile) {
    return new dev.quintet.domain.users.UserProfile(
        new UserName.Email(profile.getEmail()),
        new UserName.Login(profile.getUsername()),
        Tier.of(profile.getTier()),
        profile.getLimitsMap());
  }

  static @Nullable PasswordHash hash(String text) {
    return text.isEmpty() ? null : new PasswordHash(text);
  }

  static UserName name(GetUserRequest request) {
    return switch (request.getNameCase()) {
      case USER_ID -> new UserName.Id(new UserId(request.getUserId()));
      case EMAIL -> new UserName.Email(request.getEmail());
      case USERNAME -> new UserName.Login(request.getUsername());
      case NAME_NOT_SET ->
          throw ProblemException.invalid("name", "must be a user_id, an email or a username");
    };
  }

  static User user(dev.quintet.domain.users.User user) {
    dev.quintet.domain.users.UserProfile profile = user.profile();
    return User.newBuilder()
        .setUserId(user.id().value())
        .setProfile(
            UserProfile.newBuilder()
                .setEmail(profile.email().value())
                .setUsername(profile.username().value())
                .setTier(profile.tier().word())
                .putAllLimits(profile.limits()))
        .setState(Words.of(user.state()))
        .setVersion(user.version())
        .setLooksLike(user.looksLike() == null ? "" : user.looksLike().value())
        .setCreatedAtMicros(micros(user.createdAt()))
        .setUpdatedAtMicros(micros(user.updatedAt()))
        .build();
  }

  static TradingAccount.Terms terms(OpenAccountRequest request) {
    return new TradingAccount.Terms(
        request.getPlatform(),
        request.getBroker(),
        request.getNumber(),
        TradingAccount.Kind.of(request.getKind()),
        Money.currency(request.getCurrency()));
  }

  static TradingAccount.Report report(ReportAccountRequest request) {
    String currency = request.getCurrency();
    return new TradingAccount.Report(
        Money.parse("equity", request.getEquity(), currency),
        Money.parse("margin", request.getMargin(), currency),
        Money.parse("free_margin", request.getFreeMargin(), currency),
        instant("at_micros", request.getAtMicros()));
  }

  static AccountEntry.Change change(AppendEntryRequest request) {
    String currency = request.getCurrency();
    return new AccountEntry.Change(
        request.getEntryId(),
        AccountEntry.Reason.of(request.getReason()),
        Money.parse("amount", request.getAmount(), currency),
        Money.parse("locked", request.getLocked().isEmpty() ? "0" : request.getLocked(), currency),
        request.getNote(),
        instant("at_micros", request.getAtMicros()));
  }

  static Account account(TradingAccount account) {
    TradingAccount.Terms terms = account.terms();
    TradingAccount.Funds funds = account.funds();
    Account.Builder message =
        Account.newBuilder()
            .setAccountId(account.id().value())
            .setUserId(account.user().value())
            .setPlatform(terms.platform())
            .setBroker(terms.broker())
            .setNumber(terms.number())
            .setKind(Words.of(terms.kind()))
            .setCurrency(terms.currency().getCurrencyCode())
            .setStatus(Words.of(account.status()))
            .setBalance(text(funds.total()))
            .setLocked(text(funds.locked()))
            .setFree(text(funds.free()))
            .setVersion(account.version())
            .setOpenedAtMicros(micros(account.openedAt()));
    TradingAccount.Report reported = account.reported();
    if (reported != null) {
      message
          .setEquity(text(reported.equity()))
          .setMargin(text(reported.margin()))
          .setFreeMargin(text(reported.freeMargin()))
          .setReportedAtMicros(micros(reported.at()));
    }
    return message.build();
  }

  static Entry entry(AccountEntry entry) {
    AccountEntry.Change change = entry.change();
    return Entry.newBuilder()
        .setEntryId(change.id())
        .setReason(Words.of(change.reason()))
        .setAmount(text(change.amount()))
        .setCurrency(change.amount().currency().getCurrencyCode())
        .setLocked(text(change.locked()))
        .setNote(change.note())
        .setAtMicros(micros(change.at()))
        .setSequence(entry.sequence())
        .setBalanceAfter(text(entry.after().total()))
        .setLockedAfter(text(entry.after().locked()))
        .setRecordedAtMicros(micros(entry.recordedAt()))
        .build();
  }

  private static String text(Money money) {
    return money.amount().toPlainString();
  }

  static String cursor(Page<?> page) {
    return page.next().map(Cursor::value).orElse("");
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  /** What no time of ours can be is refused before it is counted from. */
  static Instant instant(String field, long micros) {
    if (micros < 0) {
      throw ProblemException.invalid(field, "is negative");
    }
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  static @Nullable UserId findUser(String text) {
    return text.isEmpty() ? null : new UserId(text);
  }
}
