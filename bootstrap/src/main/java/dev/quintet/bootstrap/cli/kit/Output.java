package dev.quintet.bootstrap.cli.kit;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a verb prints what it has read, for every verb that reads. */
public final class Output {

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "table, csv or json (default: ${DEFAULT-VALUE}).")
  private Format format = Format.TABLE;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec verb = CommandSpec.create();

  public Format format() {
    return format;
  }

  public PrintWriter out() {
    return verb.commandLine().getOut();
  }

  /** Says why an answer is empty, beside the answer. */
  public void explain(String reason) {
    PrintWriter err = verb.commandLine().getErr();
    out().flush();
    err.println("quintet: " + Printable.of(reason));
    err.flush();
  }

  public Rows rows(List<String> columns) {
    return Rows.of(format, out(), columns);
  }

  public void print(Map<String, Object> row) {
    Rows.print(format, out(), row);
  }
}
