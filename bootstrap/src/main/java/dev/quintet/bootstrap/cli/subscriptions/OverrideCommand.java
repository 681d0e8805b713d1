package dev.quintet.bootstrap.cli.subscriptions;

import dev.quintet.bootstrap.cli.kit.JsonDocument;
import dev.quintet.bootstrap.cli.kit.Output;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "override",
    mixinStandardHelpOptions = true,
    description = {
      "Agrees with a tenant, or for a user of it, what holds in place of what its plan says.",
      "For operators; name the tenant with --tenant."
    })
public final class OverrideCommand implements Callable<Integer> {

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private Output output = new Output();

  @Mixin private Agreement agreement = new Agreement();

  @Option(names = "--to", paramLabel = "T", description = "Until when, exclusive (default: no end).")
  private @Nullable Instant to;

  @Option(names = "--price", description = "Of a cycle; needs --currency.")
  private @Nullable String price;

  @Option(names = "--currency", description = "ISO 4217.")
  private @Nullable String currency;

  @Option(names = "--usage", description = "As of plans.")
  private @Nullable String usage;

  @Option(names = "--limits", description = "As \"max_symbols 10 hard, rows 100000 soft\".")
  private @Nullable String limits;

  @Option(names = "--unlimited", description = "Limits of the plan that do not hold, as \"rows,bytes\".")
  private @Nullable String unlimited;

  @Override
  public Integer call() throws IOException {
    Map<String, @Nullable String> body = agreement.body();
    body.put("to", Objects.toString(to, null));
    body.put("price", price);
    body.put("currency", currency);
    body.put("usage", usage);
    body.put("limits", limits);
    body.put("unlimited", unlimited);
    JsonDocument made = JsonDocument.of(service.rest().post("/api/v1/overrides", body).body());
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("override", agreement.id());
    row.put("number", Long.valueOf(made.text("version")));
    row.put("user", made.find("user").orElse(""));
    row.put("from", made.text("from"));
    row.put("to", made.find("to").orElse(""));
    row.put("price", made.find("price").orElse(""));
    row.put("currency", made.find("currency").orElse(""));
    output.print(row);
    return 0;
  }
}
