package dev.quintet.bootstrap.cli.platform;

import dev.quintet.bootstrap.DataDirectory;
import dev.quintet.bootstrap.Service;
import dev.quintet.bootstrap.ServiceSettings;
import dev.quintet.bootstrap.Wiring;
import dev.quintet.bootstrap.cli.kit.DataOption;
import dev.quintet.engines.StartProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

/**
 * Does once what is to be quick later, in a JVM that writes down what it learns: a second service on
 * the databases of the first, or the verbs that only read. It stores nothing.
 */
@Command(name = "rehearse", hidden = true)
public final class RehearseCommand implements Callable<Integer> {

  private static final List<String> VERBS =
      List.of(
          "status",
          "quote BTCUSD",
          "bars BTCUSD --side trade --interval 1h --from 2013-11-25 --to 2013-12-02");

  @Mixin private DataOption data = new DataOption();

  @Option(names = "--verbs")
  private boolean verbs;

  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * Has it done in the background by processes that stand behind all others and end with this one.
   * Without them later starts are slower, nothing else. On a busy machine those that stand last may
   * get no time before a deadline passes, so each further try stands less far behind.
   */
  static void begin(DataDirectory data, Map<String, Object> stores) {
    String launcher = Detached.script();
    Thread.ofVirtual()
        .name("training")
        .start(() -> new Training(data, launcher, Duration.ofSeconds(30)).run(stores));
  }

  @Override
  public Integer call() throws IOException {
    data.directory()
        .running()
        .ifPresent(first -> first.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
    if (verbs) {
      runVerbs(data.directory());
      return 0;
    }
    DataDirectory place = new DataDirectory(data.directory().path().resolve("rehearsal"));
    place.checkNotRunning(); // or the end would delete another one's
    place.create();
    try {
      Files.copy(
          data.directory().credentials(), place.credentials(), StandardCopyOption.REPLACE_EXISTING);
      ServiceSettings settings = new ServiceSettings(Wiring.SERVERS, 0, 0, stores());
      Service service = Service.start(place, settings, StartProgress.SILENT);
      try {
        runVerbs(place);
      } finally {
        service.close();
      }
    } finally {
      FileUtils.deleteDirectory(place.path().toFile());
    }
    return 0;
  }

  private static Map<String, Object> stores() throws IOException {
    Properties given = new Properties();
    given.load(System.in);
    Map<String, Object> stores = new HashMap<>();
    given.forEach((key, value) -> stores.put(key.toString(), value));
    return stores;
  }

  private void runVerbs(DataDirectory where) {
    for (String verb : VERBS) {
      List<String> words = new ArrayList<>(List.of(verb.split(" ")));
      words.addAll(List.of("--data", where.path().toString()));
      PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
      CommandLine all = spec.root().commandLine();
      all.setOut(nowhere).setErr(nowhere).execute(words.toArray(String[]::new));
    }
  }
}
