package dev.quintet.bootstrap.cli;

import dev.quintet.bootstrap.cli.kit.JsonDocument;
import dev.quintet.bootstrap.cli.kit.RestCall;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.bootstrap.cli.subscriptions.InvoiceCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user of the demo tenant who has an account and a subscription with a small quota, uses that up, and
 * sees what there is to pay. Shown again it is the same user.
 */
final class DemoCustomer {

  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int MOST_CALLS = 50;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final String INVOICE = "/api/v1/invoices/preview?user=ann";

  /** Made, or there already. */
  private static final Set<Integer> THERE = Set.of(200, 201, 409);

  /** How long usage may take to be in an invoice. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ServiceOptions service;
  private final RestCall rest;
  private final PrintWriter out;

  private record Answer(int status, String body) {}

  DemoCustomer(ServiceOptions service, PrintWriter out) {
    this.service = service;
    this.rest = service.rest();
    this.out = out;
  }

  /** Shows nothing where nobody may sign up: the operator's key is not in the data directory. */
  void show() throws IOException {
    String operator = service.directory().credential("operator").orElse(null);
    if (operator == null) {
      return;
    }
    signUp(operator);
    out.println("ann has an account, the plan pro, and for this demo at most 5 calls a month:");
    useUp();
    awaitUsage();
    out.println();
    out.println("What ann has to pay (3 calls are included, each other one costs 0.10):");
    InvoiceCommand.print(service, INVOICE, out);
  }

  private void signUp(String operator) throws IOException {
    make("/api/v1/users", rest.key(), null,
        """
        {"user_id":"ann","email":"ann@example.com","username":"ann","tier":"pro"}""");
    make("/api/v1/accounts", rest.key(), null,
        """
        {"account_id":"ann-demo","user_id":"ann","platform":"mt5","broker":"Demo Broker",\
        "number":"100001","kind":"demo","currency":"EUR"}""");
    make("/api/v1/subscriptions", operator, "demo",
        """
        {"subscription":"ann-pro","user":"ann","plan":"pro","cycle":"monthly"}""");
    make("/api/v1/overrides", operator, "demo",
        """
        {"id":"ann-small","user":"ann","from":"2000-01-01T00:00:00Z","limits":"api_calls 5 hard",\
        "usage":"api_calls 3 forfeit graduated *:0.10"}""");
  }

  private void make(String path, @Nullable String key, @Nullable String tenant, String body)
      throws IOException {
    Answer answer = send(path, key, tenant, null, body);
    if (!THERE.contains(answer.status)) {
      throw new IOException(path + ": " + detail(answer));
    }
  }

  /** Calls for the user until one is refused. */
  private void useUp() throws IOException {
    for (int call = 0; call < MOST_CALLS; call++) {
      Answer answer = send("/api/v1/accounts/ann-demo", rest.key(), null, "ann", null);
      if (answer.status == TOO_MANY_REQUESTS) {
        out.printf("%d calls were answered, the next one was not: %s%n", call, detail(answer));
        return;
      }
      if (answer.status != HttpURLConnection.HTTP_OK) {
        throw new IOException(detail(answer));
      }
    }
  }

  private void awaitUsage() throws IOException {
    long from = System.nanoTime();
    while (System.nanoTime() - from < PATIENCE.toNanos()) {
      if (rest.get(INVOICE, "application/json").body().contains("\"overage\"")) {
        return;
      }
      try {
        Thread.sleep(Duration.ofMillis(200));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static String detail(Answer answer) throws IOException {
    return JsonDocument.of(answer.body).text("detail");
  }

  private Answer send(
      String path,
      @Nullable String key,
      @Nullable String tenant,
      @Nullable String user,
      @Nullable String body)
      throws IOException {
    HttpURLConnection call =
        (HttpURLConnection) URI.create(rest.root() + path).toURL().openConnection();
    call.setConnectTimeout(TIMEOUT_MILLIS);
    call.setReadTimeout(TIMEOUT_MILLIS);
    call.setRequestProperty("authorization", "Bearer " + key);
    if (tenant != null) {
      call.setRequestProperty("x-tenant-id", tenant);
    }
    if (user != null) {
      call.setRequestProperty("x-on-behalf-of", user);
    }
    if (body != null) {
      call.setDoOutput(true);
      call.setRequestProperty("content-type", "application/json");
      call.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
    int status = call.getResponseCode();
    boolean good = status < HttpURLConnection.HTTP_BAD_REQUEST;
    try (InputStream answer = good ? call.getInputStream() : call.getErrorStream()) {
      String text =
          answer == null ? "{}" : new String(answer.readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(status, text);
    }
  }
}
