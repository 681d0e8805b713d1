package dev.quintet.bootstrap.cli.platform;

import dev.quintet.bootstrap.DataDirectory;
import dev.quintet.bootstrap.Service;
import dev.quintet.bootstrap.ServiceSettings;
import dev.quintet.bootstrap.Wiring;
import dev.quintet.bootstrap.cli.kit.DataOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Starts the service and, unless the wiring is servers, its engines.")
public final class UpCommand implements Callable<Integer> {

  /** Given to the process that stays: nobody sees its terminal. */
  static final String DETACHED = "--detached";

  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--detach",
      description = "Return as soon as the service is ready; it goes on in the background.")
  private boolean detach;

  @Option(names = DETACHED, hidden = true)
  private boolean detached;

  @Option(
      names = "--http",
      paramLabel = "PORT",
      defaultValue = "${env:QUINTET_HTTP_PORT:-8008}",
      description = "HTTP port, 0: any free one (default: ${DEFAULT-VALUE}).")
  private int http;

  @Option(
      names = "--grpc",
      paramLabel = "PORT",
      defaultValue = "${env:QUINTET_GRPC_PORT:-8080}",
      description = "gRPC port, 0: any free one (default: ${DEFAULT-VALUE}).")
  private int grpc;

  @Option(
      names = "--wiring",
      defaultValue = "${env:QUINTET_WIRING:-embedded}",
      description = "embedded or servers (default: ${DEFAULT-VALUE}).")
  private Wiring wiring = Wiring.EMBEDDED;

  @Option(
      names = "--with",
      paramLabel = "STORE",
      split = ",",
      description = {
        "Also starts weaviate, which finds similar patterns without comparing all.",
        "It is built with Go the first time, in some minutes."
      })
  private List<Addition> with = List.of();

  /** A store that an installation may have. */
  private enum Addition {
    WEAVIATE
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    DataDirectory directory = data.directory();
    ServiceSettings settings;
    try {
      settings = new ServiceSettings(wiring, http, grpc, overrides());
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
    if (detach) {
      return Detached.start(directory, words());
    }
    StartConsole console = new StartConsole(spec.commandLine().getOut());
    long from = System.nanoTime();
    try (Service service = Service.start(directory, settings, console)) {
      console.ready(directory, service, wiring, detached, System.nanoTime() - from);
      if (Boolean.getBoolean("quintet.rehearse")) {
        RehearseCommand.begin(directory, service.stores());
      }
      service.awaitEnd();
    }
    return 0;
  }

  private Map<String, Object> overrides() {
    if (with.isEmpty()) {
      return Map.of();
    }
    if (wiring == Wiring.SERVERS) {
      throw new IllegalArgumentException(
          "--with is for the embedded wiring; servers are set by " + Service.WEAVIATE);
    }
    return Map.of(Service.WEAVIATE, true);
  }

  private List<String> words() {
    return spec.root().commandLine().getParseResult().originalArgs();
  }
}
