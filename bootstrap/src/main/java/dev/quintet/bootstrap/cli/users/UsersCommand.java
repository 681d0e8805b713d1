package dev.quintet.bootstrap.cli.users;

import dev.quintet.bootstrap.cli.kit.Output;
import dev.quintet.bootstrap.cli.kit.Printable;
import dev.quintet.bootstrap.cli.kit.Rows;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.User;
import dev.quintet.client.Users;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The users of a tenant: those, or one that is made or changed. */
@Command(
    name = "users",
    mixinStandardHelpOptions = true,
    description = "Lists the users of the key's tenant, or shows one, or what becomes of one.",
    subcommands = UsersCommand.Add.class)
public final class UsersCommand implements Callable<Integer> {

  private static final List<String> COLUMNS =
      List.of("user", "email", "username", "tier", "state", "version", "looks_like", "created_at");

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private Output output = new Output();

  @Option(names = "--id", paramLabel = "USER", description = "Only the user of that id.")
  private @Nullable String id;

  @Option(names = "--email", description = "Only the user of that address, in any spelling.")
  private @Nullable String email;

  @Override
  public Integer call() {
    try (QuintetClient client = service.connect()) {
      Users users = client.users();
      Rows rows = output.rows(COLUMNS);
      boolean any = false;
      for (User user : wanted(users)) {
        rows.row(row(user).values().toArray());
        any = true;
      }
      rows.end();
      if (!any) {
        output.explain("the tenant has no users");
      }
      return 0;
    }
  }

  private Iterable<User> wanted(Users users) {
    if (id != null) {
      return List.of(users.byId(id));
    }
    return email != null ? List.of(users.byEmail(email)) : users.all();
  }

  private static Map<String, Object> row(User user) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("user", user.id());
    row.put("email", Printable.of(user.profile().email()));
    row.put("username", Printable.of(user.profile().username()));
    row.put("tier", user.profile().tier());
    row.put("state", user.state());
    row.put("version", user.version());
    row.put("looks_like", user.looksLike().orElse(""));
    row.put("created_at", user.createdAt().toString());
    return row;
  }

  /** Makes a user. */
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Makes a user; the same again changes nothing.")
  static final class Add implements Callable<Integer> {

    @Mixin private ServiceOptions service = new ServiceOptions();

    @Mixin private Output output = new Output();

    @Parameters(paramLabel = "USER", description = "Its id, never used again.")
    private String id = "";

    @Option(names = "--email", required = true, description = "Its address.")
    private String email = "";

    @Option(names = "--username", description = "What it logs in with (default: its id).")
    private @Nullable String username;

    @Option(names = "--tier", defaultValue = "free", description = "free, pro or enterprise.")
    private String tier = "free";

    @Option(
        names = "--limit",
        paramLabel = "NAME=N",
        description = "A limit below the plan's, such as max_trading_accounts=2; may be repeated.")
    private Map<String, Long> limits = new LinkedHashMap<>();

    @Override
    public Integer call() {
      try (QuintetClient client = service.connect()) {
        User.Profile profile =
            new User.Profile(email, username == null ? id : username, tier, limits);
        output.print(row(client.users().create(id, profile, null)));
        return 0;
      }
    }
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Ends a user's sessions and keys, until it is active again.")
  int deactivate(
      @Mixin ServiceOptions at,
      @Mixin Output to,
      @Parameters(paramLabel = "USER", description = "Its id.") String user) {
    try (QuintetClient client = at.connect()) {
      to.print(row(client.users().deactivate(user)));
      return 0;
    }
  }

  @Command(mixinStandardHelpOptions = true, description = "Makes a user active again.")
  int reactivate(
      @Mixin ServiceOptions at,
      @Mixin Output to,
      @Parameters(paramLabel = "USER", description = "Its id.") String user) {
    try (QuintetClient client = at.connect()) {
      to.print(row(client.users().reactivate(user)));
      return 0;
    }
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Erases a user for ever, whose accounts are closed.")
  int delete(
      @Mixin ServiceOptions at,
      @Parameters(paramLabel = "USER", description = "Its id.") String user) {
    try (QuintetClient client = at.connect()) {
      client.users().delete(user);
      return 0;
    }
  }
}
