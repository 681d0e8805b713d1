package dev.quintet.bootstrap.cli;

import dev.quintet.bootstrap.cli.marketdata.ImportBarsCommand;
import dev.quintet.bootstrap.cli.marketdata.ImportTicksCommand;
import dev.quintet.bootstrap.cli.trades.ImportFillsCommand;
import picocli.CommandLine.Command;

@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = "Loads files into the service.",
    subcommands = {ImportTicksCommand.class, ImportBarsCommand.class, ImportFillsCommand.class},
    synopsisSubcommandLabel = "(ticks | bars | fills)")
final class ImportCommand {}
