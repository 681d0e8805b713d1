package dev.quintet.bootstrap.cli.marketdata;

import dev.quintet.bootstrap.cli.kit.Failures;
import dev.quintet.bootstrap.cli.kit.Printable;
import dev.quintet.bootstrap.cli.marketdata.files.Account;
import dev.quintet.bootstrap.cli.marketdata.files.TickImport;
import dev.quintet.client.TickRange;
import java.io.PrintWriter;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** What an import prints: the refused rows on the standard error, the account on the output. */
public final class ImportReport {

  private static final int SHOWN = 10;

  private ImportReport() {}

  /** Says what would be sent. */
  static int preview(Account rows, CommandLine command) {
    PrintWriter out = command.getOut();
    name(rows, rows.refused(), command.getErr());
    out.printf("would be sent %d  rejected %d%n", rows.good(), rows.refused());
    if (rows.good() > 0) {
      out.println("first " + Printable.of(String.valueOf(rows.first())));
      out.println("last  " + Printable.of(String.valueOf(rows.last())));
    }
    changes(rows, rows.range(), out);
    return rows.refused() == 0 ? 0 : Failures.FAILED;
  }

  /** Says what became of every row. */
  public static void print(TickImport.Result result, CommandLine command) {
    PrintWriter err = command.getErr();
    long refused = result.refused().stream().mapToLong(TickImport.Refusal::count).sum();
    name(result.rows(), result.rejected() - refused, err);
    for (TickImport.Refusal refusal : result.refused()) {
      err.println(
          Printable.of(
              "quintet: refused %s: %s"
                  .formatted(refusal.rows(), Failures.sentence(refusal.problem()))));
    }
    if (!result.refused().isEmpty()) {
      err.println("What follows in the files was not sent.");
    }
    if (result.crossed() > 0) {
      err.println(result.crossed() + " of the stored quotes have a bid above their ask");
    }
    err.flush();
    PrintWriter out = command.getOut();
    out.printf(
        "accepted %d  duplicate %d  corrected %d  rejected %d%n",
        result.accepted(), result.duplicate(), result.corrected(), result.rejected());
    changes(result.rows(), result.range(), out);
  }

  /** Names the first of the rejected rows. */
  private static void name(Account rows, long rejected, PrintWriter err) {
    rows.named().stream().limit(SHOWN).forEach(row -> err.println(Printable.of(row.toString())));
    if (rejected > SHOWN) {
      err.println("... and " + (rejected - SHOWN) + " more rejected rows");
    }
    err.flush();
  }

  private static void changes(Account rows, @Nullable TickRange range, PrintWriter out) {
    if (range != null) {
      out.printf(
          "time %s to %s  price %s to %s%n",
          range.first(), range.last(), decimal(range.lowest()), decimal(range.highest()));
    }
    if (rows.rounded() > 0) {
      out.println("rounded to 8 digits after the point: " + rows.rounded() + " rows");
    }
    if (rows.carried() > 0) {
      out.println("a blank side carried forward: " + rows.carried() + " rows");
    }
    out.flush();
  }

  private static String decimal(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
