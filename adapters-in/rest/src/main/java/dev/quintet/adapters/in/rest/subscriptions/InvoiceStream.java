package dev.quintet.adapters.in.rest.subscriptions;

import dev.quintet.application.subscriptions.InvoiceReport;
import dev.quintet.domain.shared.ProblemException;
import io.micronaut.serde.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A report as bytes, invoice by invoice. Its reader goes on behind the last tenant but one that it saw. */
final class InvoiceStream extends StreamedLines {

  private final InvoiceReport report;
  private final @Nullable ObjectMapper json;
  private byte @Nullable [] first;

  /**
   * Works out the first invoice, so that what is wrong with all of them is answered as a problem.
   *
   * @param json null: lines of CSV below their names
   * @throws ProblemException as {@link InvoiceReport}
   */
  InvoiceStream(InvoiceReport report, @Nullable ObjectMapper json) throws IOException {
    this.report = report;
    this.json = json;
    ByteArrayOutputStream begin = new ByteArrayOutputStream();
    if (json == null) {
      begin.write(InvoiceBody.reportColumns().getBytes(StandardCharsets.UTF_8));
    }
    if (report.hasNext()) {
      begin.write(render(InvoiceBody.of(report.next())));
    }
    this.first = begin.toByteArray();
  }

  @Override
  byte @Nullable [] more() throws IOException {
    if (first != null) {
      byte[] begin = first;
      first = null;
      return begin;
    }
    try {
      return report.hasNext() ? render(InvoiceBody.of(report.next())) : null;
    } catch (ProblemException e) {
      throw new IOException("the report was cut off", e);
    }
  }

  private byte[] render(InvoiceBody invoice) throws IOException {
    if (json == null) {
      return invoice.reportCsv().getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    json.writeValue(line, invoice);
    line.write('\n');
    return line.toByteArray();
  }
}
