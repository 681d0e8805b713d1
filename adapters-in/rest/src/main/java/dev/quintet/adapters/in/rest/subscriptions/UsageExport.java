package dev.quintet.adapters.in.rest.subscriptions;

import dev.quintet.application.subscriptions.Billing;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.RecordedUsage;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.tenancy.Principal;
import io.micronaut.serde.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The export as bytes: a page of events is in memory at a time. A failure in the middle cuts the
 * answer off; its reader goes on from the cursor of its last line.
 */
final class UsageExport extends StreamedLines {

  private final Billing billing;
  private final Principal principal;
  private final ObjectMapper json;
  private final Duration deadline;
  private final Instant completeUntil;
  private @Nullable Page<RecordedUsage> page;
  private @Nullable String cursor;

  /**
   * Reads the first page.
   *
   * @throws ProblemException as {@link Billing#export}
   */
  UsageExport(
      Billing billing,
      Principal principal,
      ObjectMapper json,
      Duration deadline,
      @Nullable Cursor after) {
    this.billing = billing;
    this.principal = principal;
    this.json = json;
    this.deadline = deadline;
    this.cursor = after == null ? null : after.value();
    UsageLedger.Answer<RecordedUsage> first = read(after);
    this.page = first.page();
    // Of the first page: what later pages could promise is less than they hold.
    this.completeUntil = first.completeUntil();
  }

  private UsageLedger.Answer<RecordedUsage> read(@Nullable Cursor after) {
    return billing.export(principal, after, Page.MAX_SIZE, Deadline.after(deadline));
  }

  @Override
  byte @Nullable [] more() throws IOException {
    return page == null ? null : render(page);
  }

  private byte[] render(Page<RecordedUsage> rendered) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (RecordedUsage event : rendered.items()) {
      line(text, UsageBody.Event.of(event));
      cursor = event.position().value();
    }
    if (rendered.nextCursor() == null) {
      line(text, new UsageBody.End(completeUntil.toString(), cursor));
      page = null;
    } else {
      page = following(rendered.nextCursor());
    }
    return text.toByteArray();
  }

  private Page<RecordedUsage> following(Cursor after) throws IOException {
    try {
      return read(after).page();
    } catch (ProblemException e) {
      throw new IOException("the export was cut off", e);
    }
  }

  private void line(ByteArrayOutputStream text, Object line) throws IOException {
    json.writeValue(text, line);
    text.write('\n');
  }
}
