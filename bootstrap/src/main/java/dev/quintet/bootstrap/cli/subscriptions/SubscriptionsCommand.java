package dev.quintet.bootstrap.cli.subscriptions;

import dev.quintet.bootstrap.cli.kit.JsonDocument;
import dev.quintet.bootstrap.cli.kit.Output;
import dev.quintet.bootstrap.cli.kit.Rows;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.Subscription;
import dev.quintet.client.Subscriptions;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "subscriptions",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the subscriptions of a tenant, or makes or changes one.",
      "Made by operators; changed by them and by the tenant's admins."
    })
public final class SubscriptionsCommand implements Callable<Integer> {

  private static final List<String> COLUMNS =
      List.of(
          "subscription", "user", "state", "plan", "cycle", "cycle_from", "cycle_to", "next_plan",
          "cancels_at", "version");

  enum Action {
    LIST,
    SHOW,
    CREATE,
    PAUSE,
    RESUME,
    CANCEL,
    KEEP,
    CHANGE,
    MISSING
  }

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private Output output = new Output();

  @Spec private CommandSpec verb = CommandSpec.create();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ACTION",
      description = {
        "list (default), show, create, pause, resume, cancel, keep or change; missing: the tenants",
        "that never had one, with a key of operators or billing."
      })
  private Action action = Action.LIST;

  @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "Of the subscription.")
  private @Nullable String id;

  @Option(names = "--plan", description = "Of create and change.")
  private @Nullable String plan;

  @Option(names = "--cycle", description = "monthly (default), quarterly or yearly.")
  private String cycle = "monthly";

  @Option(names = "--trial-days", description = "Of create (default: 0).")
  private int trialDays;

  @Option(names = "--at-period-end", description = "Cancel or change then, and not now.")
  private boolean atPeriodEnd;

  @Option(
      names = "--request-id",
      description = "What is asked again under it is done once (default: a new one).")
  private String requestId = UUID.randomUUID().toString();

  @Override
  public Integer call() throws IOException {
    if (action == Action.MISSING) {
      return missing();
    }
    try (QuintetClient client = service.connect()) {
      Subscriptions subscriptions = client.subscriptions();
      Rows rows = output.rows(COLUMNS);
      if (action == Action.LIST) {
        subscriptions.all().forEach(it -> print(rows, it));
      } else {
        print(rows, done(subscriptions, required("ID", id)));
      }
      rows.end();
    }
    return 0;
  }

  private int missing() throws IOException {
    Rows rows = output.rows(List.of("tenant", "tier", "created_at", "subscribed_at"));
    String cursor = "";
    do {
      JsonDocument page =
          JsonDocument.of(
              service
                  .rest()
                  .get("/api/v1/unsubscribed?page_size=1000" + cursor, "application/json")
                  .body());
      for (JsonDocument it : page.list("tenants")) {
        rows.row(
            it.text("tenant"),
            it.text("tier"),
            it.text("created_at"),
            it.find("subscribed_at").orElse(null));
      }
      cursor = page.find("next_cursor").map(next -> "&cursor=" + next).orElse("");
    } while (!cursor.isEmpty());
    rows.end();
    return 0;
  }

  private Subscription done(Subscriptions subscriptions, String of) {
    return switch (action) {
      case LIST, MISSING, SHOW -> subscriptions.find(of);
      case CREATE -> subscriptions.create(of, required("--plan", plan), cycle, trialDays);
      case PAUSE -> subscriptions.pause(of, requestId);
      case RESUME -> subscriptions.resume(of, requestId);
      case CANCEL -> subscriptions.cancel(of, requestId, atPeriodEnd);
      case KEEP -> subscriptions.keep(of, requestId);
      case CHANGE ->
          subscriptions.changePlan(of, requestId, required("--plan", plan), cycle, atPeriodEnd);
    };
  }

  private String required(String name, @Nullable String value) {
    if (value == null) {
      throw new ParameterException(
          verb.commandLine(),
          action.name().toLowerCase(Locale.ROOT) + " needs " + name);
    }
    return value;
  }

  private static void print(Rows rows, Subscription it) {
    rows.row(
        it.id(),
        it.userId(),
        it.state(),
        it.plan(),
        it.cycle(),
        it.cycleFrom(),
        it.cycleTo(),
        it.nextPlan().orElse(null),
        it.cancelsAt().orElse(null),
        (long) it.version());
  }
}
