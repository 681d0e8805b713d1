package dev.quintet.bootstrap.cli.platform;

import dev.quintet.bootstrap.DataDirectory;
import dev.quintet.bootstrap.Service;
import dev.quintet.bootstrap.cli.kit.DataOption;
import dev.quintet.bootstrap.cli.kit.Failures;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Ends the service and its engines in order.",
    footer = {"", "Exit codes: 0 ended; 3 nothing ran."})
public final class DownCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Mixin private DataOption data = new DataOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    DataDirectory directory = data.directory();
    Optional<ProcessHandle> service = directory.running();
    if (service.isPresent()) {
      service.get().destroy();
      try {
        service.get().onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        service.get().destroyForcibly();
        service.get().onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
    int orphans = Service.endOrphans(directory);
    if (service.isEmpty() && orphans == 0) {
      throw Failures.NotReachable.on(directory);
    }
    spec.commandLine().getOut().println("Ended.");
    return 0;
  }
}
