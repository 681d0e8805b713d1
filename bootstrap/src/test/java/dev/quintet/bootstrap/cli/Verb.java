package dev.quintet.bootstrap.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** A verb that was run, with what it printed. */
public record Verb(int exitCode, String out, String err) {

  public static Verb run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Launcher.commands()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(words);
    return new Verb(exitCode, out.toString(), err.toString());
  }

  /** Runs a verb against the service, with some key. */
  public static Verb run(FakeService service, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--port", Integer.toString(service.port()), "--key", "qk_test_secret"));
    return run(all.toArray(String[]::new));
  }
}
