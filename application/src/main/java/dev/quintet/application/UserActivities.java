package dev.quintet.application;

import dev.quintet.application.tenancy.Access;
import dev.quintet.application.tenancy.UserEpochs;
import dev.quintet.application.users.Sessions;
import dev.quintet.application.users.TradingAccounts;
import dev.quintet.application.users.UserAdministration;
import dev.quintet.application.users.UserRecords;
import dev.quintet.domain.users.AccountEntryLog;
import dev.quintet.domain.users.AccountStore;
import dev.quintet.domain.users.NotificationLog;
import dev.quintet.domain.users.PreferenceStore;
import dev.quintet.domain.users.RiskLog;
import dev.quintet.domain.users.SessionStore;
import dev.quintet.domain.users.UserStore;
import java.time.Clock;
import java.util.function.Supplier;

/** What the activities of users are made of. */
final class UserActivities {

  private UserActivities() {}

  static void add(
      Activities activities, Activities.Ports ports, Activities.Surroundings around) {
    Clock clock = around.clock();
    Supplier<Access> access = () -> activities.get(Access.class);
    Supplier<UserEpochs> epochs = () -> activities.get(UserEpochs.class);
    activities.add(
        UserAdministration.class,
        () ->
            new UserAdministration(access.get(), ports.one(UserStore.class), epochs.get(), clock));
    activities.add(
        TradingAccounts.class,
        () ->
            new TradingAccounts(
                access.get(),
                ports.one(AccountStore.class),
                ports.one(AccountEntryLog.class),
                clock));
    activities.add(
        UserRecords.class,
        () ->
            new UserRecords(
                access.get(),
                ports.one(PreferenceStore.class),
                ports.one(NotificationLog.class),
                ports.one(RiskLog.class),
                clock));
    activities.add(
        Sessions.class,
        () ->
            new Sessions(
                access.get(),
                ports.one(SessionStore.class),
                epochs.get(),
                around.random(),
                clock));
  }
}
