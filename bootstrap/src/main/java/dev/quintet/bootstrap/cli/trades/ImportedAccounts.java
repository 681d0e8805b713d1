package dev.quintet.bootstrap.cli.trades;

import dev.quintet.client.Account;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.QuintetException;
import dev.quintet.client.QuintetException.Kind;
import dev.quintet.client.User;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The accounts of what is imported. */
final class ImportedAccounts {

  /**
   * How accounts that are not there are opened.
   *
   * @param user whose they are; made if it is not there
   */
  record Made(String currency, String user) {}

  private final QuintetClient client;
  private final @Nullable Made made;
  private final boolean ofMt5;
  private final Map<String, String> currencies = new HashMap<>();

  /**
   * @param made null: an account that is not there is refused
   * @param ofMt5 one that is made nets as MetaTrader 5 does
   */
  ImportedAccounts(QuintetClient client, @Nullable Made made, boolean ofMt5) {
    this.client = client;
    this.made = made;
    this.ofMt5 = ofMt5;
  }

  /**
   * The currency of an account.
   *
   * @throws FillRow.Unreadable it is not there, and is not to be made
   */
  String currency(String account) throws FillRow.Unreadable {
    String known = currencies.get(account);
    if (known != null) {
      return known;
    }
    String found;
    try {
      found = client.users().account(account).currency();
    } catch (QuintetException e) {
      if (e.kind() != Kind.NOT_FOUND && e.kind() != Kind.INVALID) {
        throw e;
      }
      if (made == null || e.kind() == Kind.INVALID) {
        throw new FillRow.Unreadable(e.detail());
      }
      found = open(account, made).currency();
    }
    currencies.put(account, found);
    return found;
  }

  private Account open(String account, Made as) {
    try {
      User unused = client.users().byId(as.user());
    } catch (QuintetException e) {
      if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
      User.Profile profile =
          new User.Profile(as.user() + "@example.com", as.user(), "free", Map.of());
      User unused = client.users().create(as.user(), profile, null);
    }
    Account opened =
        client
            .users()
            .openAccount(
                account,
                as.user(),
                ofMt5 ? "mt5" : "import",
                "Imported",
                account,
                "demo",
                as.currency());
    if (ofMt5) {
      client.trades().setRules(account, "netting", "average"); // as MetaTrader nets
    }
    return opened;
  }
}
