package dev.quintet.application;

import dev.quintet.application.tenancy.Access;
import dev.quintet.application.users.TradingAccounts;
import dev.quintet.application.users.UserAdministration;
import dev.quintet.domain.users.AccountEntryLog;
import dev.quintet.domain.users.AccountStore;
import dev.quintet.domain.users.UserStore;
import java.time.Clock;
import java.util.function.Supplier;

/** What the activities of users are made of. */
final class UserActivities {

  private UserActivities() {}

  static void add(Activities activities, Activities.Ports ports, Clock clock) {
    Supplier<Access> access = () -> activities.get(Access.class);
    activities.add(
        UserAdministration.class,
        () -> new UserAdministration(access.get(), ports.one(UserStore.class), clock));
    activities.add(
        TradingAccounts.class,
        () ->
            new TradingAccounts(
                access.get(),
                ports.one(AccountStore.class),
                ports.one(AccountEntryLog.class),
                clock));
  }
}
