package dev.quintet.bootstrap.cli.platform;

import dev.quintet.bootstrap.Service;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "clickhouse-users",
    mixinStandardHelpOptions = true,
    description =
        "Prints the SQL that makes Quintet's users in a ClickHouse server of your own, to be run by its"
            + " administrator before the first start and after each update.")
public final class ClickHouseUsersCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().getOut().print(Service.clickHouseUsers());
  }
}
