package dev.quintet.bootstrap.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

/** picocli's own looks at the first word only. */
@Command(
    name = "help",
    description = "Shows how a verb is used, for example: ./quintet help import ticks")
final class HelpCommand implements Callable<Integer> {

  @Parameters(paramLabel = "VERB", arity = "0..*", description = "The words of a verb.")
  private List<String> words = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine verb = spec.root().commandLine();
    for (String word : words) {
      CommandLine next = verb.getSubcommands().get(word);
      if (next == null) {
        throw new CommandLine.ParameterException(
            verb, "there is no verb " + verb.getCommandSpec().qualifiedName() + " " + word);
      }
      verb = next;
    }
    verb.usage(spec.commandLine().getOut());
    return 0;
  }
}
