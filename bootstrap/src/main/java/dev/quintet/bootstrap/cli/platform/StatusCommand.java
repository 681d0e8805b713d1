package dev.quintet.bootstrap.cli.platform;

import dev.quintet.bootstrap.DataDirectory;
import dev.quintet.bootstrap.cli.kit.DataOption;
import dev.quintet.bootstrap.cli.kit.Failures;
import dev.quintet.bootstrap.cli.kit.JsonDocument;
import dev.quintet.bootstrap.cli.kit.RestCall;
import dev.quintet.bootstrap.cli.kit.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Says whether the service runs, where, whether it is ready, and how it does: stores, isolation,",
      "calls, usage and speed, as the operator's key in the data directory may see."
    },
    footer = {"", "Exit codes: 0 ready; 1 running, but not ready; 3 nothing runs."})
public final class StatusCommand implements Callable<Integer> {

  private static final int TIMEOUT_MILLIS = 5_000;
  private static final String HEALTH = "/api/v1/health";
  private static final String READY = HEALTH + "/ready";
  private static final String JOBS = "/api/v1/jobs";
  private static final String PERFORMANCE = "/api/v1/metrics/performance";

  private static final Set<String> ENGINES = Set.of("clickhouse", "postgres", "redis-server");

  @Mixin private DataOption data = new DataOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    DataDirectory directory = data.directory();
    Optional<ProcessHandle> service = directory.running();
    if (service.isEmpty()) {
      throw Failures.NotReachable.on(directory);
    }
    OptionalInt http = directory.port("http");
    String readiness = http.isEmpty() ? "starting or ending" : readiness(http.getAsInt());
    PrintWriter out = spec.commandLine().getOut();
    StatusReport report = new StatusReport(out, Terminal.colours());
    Optional<JsonDocument> health = ask(directory, http, HEALTH);
    health.filter(StatusCommand::isWhole).ifPresent(report::title);
    report.line("service", readiness + ", process " + service.get().pid());
    report.line("http", address(http));
    report.line("grpc", address(directory.port("grpc")));
    report.line("engines", engines(service.get()));
    report.line("data", directory.path().toString());
    report.line(
        "learned",
        Boolean.getBoolean("quintet.learned")
            ? "yes"
            : "no, because " + Training.state(directory));
    health.filter(StatusCommand::isWhole).ifPresent(report::health);
    ask(directory, http, JOBS).ifPresent(report::jobs);
    ask(directory, http, PERFORMANCE)
        .filter(performance -> performance.find("measured_at").isPresent())
        .ifPresent(report::performance);
    return readiness.equals("ready") ? 0 : Failures.FAILED;
  }

  /** Only an operator's key opens the whole; others see the status, which readiness says better. */
  private static boolean isWhole(JsonDocument health) {
    return health.find("timestamp").isPresent();
  }

  /** The document at that path as an operator sees it; nothing when there is none now. */
  private static Optional<JsonDocument> ask(
      DataDirectory directory, OptionalInt http, String path) {
    Optional<String> key = directory.credential("operator");
    if (http.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(JsonDocument.of(ask(http.getAsInt(), key.get(), path).body()));
    } catch (IOException | Failures.NotReachable e) {
      return Optional.empty();
    }
  }

  private static RestCall.Answer ask(int port, @Nullable String key, String path)
      throws IOException {
    return new RestCall("http://127.0.0.1:" + port, key, null, null, TIMEOUT_MILLIS)
        .ask(path, "application/json");
  }

  private static String address(OptionalInt port) {
    return port.isEmpty() ? "-" : "127.0.0.1:" + port.getAsInt();
  }

  /** What the service says of itself. */
  private static String readiness(int port) {
    try {
      int status = ask(port, null, READY).status();
      return status == HttpURLConnection.HTTP_OK ? "ready" : "not ready (HTTP " + status + ")";
    } catch (IOException | Failures.NotReachable e) {
      return "not ready (" + Failures.sentence(e) + ")";
    }
  }

  /**
   * The engines are children of the service, which may have others, such as a rehearsal's shell; in
   * the servers wiring there are none.
   */
  private static String engines(ProcessHandle service) {
    List<String> engines =
        service
            .children()
            .filter(child -> ENGINES.contains(name(child)))
            .map(child -> name(child) + " " + child.pid())
            .sorted()
            .toList();
    return engines.isEmpty() ? "none of its own" : String.join(", ", engines);
  }

  private static String name(ProcessHandle process) {
    ProcessHandle.Info info = process.info();
    boolean clickHouse =
        info.arguments().stream()
            .flatMap(Arrays::stream)
            .anyMatch(argument -> argument.contains("ClickHouse"));
    return clickHouse
        ? "clickhouse"
        : info.command().map(command -> String.valueOf(Path.of(command).getFileName())).orElse("?");
  }
}
