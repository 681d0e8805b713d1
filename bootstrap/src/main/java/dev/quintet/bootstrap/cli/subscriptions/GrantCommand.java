package dev.quintet.bootstrap.cli.subscriptions;

import dev.quintet.bootstrap.cli.kit.JsonDocument;
import dev.quintet.bootstrap.cli.kit.Output;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "grant",
    mixinStandardHelpOptions = true,
    description = {
      "Gives a tenant, or a user of it, usage that is included, or money, once.",
      "For operators; name the tenant with --tenant. Give --type and --count, or --credit and",
      "--currency."
    })
public final class GrantCommand implements Callable<Integer> {

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private Output output = new Output();

  @Mixin private Agreement agreement = new Agreement();

  @Option(
      names = "--to",
      paramLabel = "T",
      required = true,
      description = "Until when it can be used, exclusive.")
  private Instant to = Instant.EPOCH;

  @Option(names = "--reason", required = true, description = "For people; it is on the invoice.")
  private String reason = "";

  @Option(names = "--type", description = "Of usage: api_calls, ticks_processed or ai_decisions.")
  private @Nullable String type;

  @Option(names = "--count", description = "How much usage.")
  private @Nullable String count;

  @Option(names = "--credit", paramLabel = "AMOUNT", description = "How much money.")
  private @Nullable String credit;

  @Option(names = "--currency", description = "ISO 4217.")
  private @Nullable String currency;

  @Override
  public Integer call() throws IOException {
    Map<String, @Nullable String> body = agreement.body();
    body.put("to", to.toString());
    body.put("reason", reason);
    body.put("type", type);
    body.put("count", count);
    body.put("credit", credit);
    body.put("currency", currency);
    JsonDocument made = JsonDocument.of(service.rest().post("/api/v1/grants", body).body());
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("grant", made.text("id"));
    row.put("user", made.find("user").orElse(""));
    row.put("type", made.find("type").orElse(""));
    row.put("count", made.find("count").orElse(""));
    row.put("credit", made.find("credit").orElse(""));
    row.put("currency", made.find("currency").orElse(""));
    row.put("from", made.text("from"));
    row.put("to", made.text("to"));
    row.put("reason", made.text("reason"));
    output.print(row);
    return 0;
  }
}
