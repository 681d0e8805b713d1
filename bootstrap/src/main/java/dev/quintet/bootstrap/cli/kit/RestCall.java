package dev.quintet.bootstrap.cli.kit;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks the service over REST. With the JDK's old client: it is there in a tenth of the time of the
 * new one, which is most of what such a verb takes.
 *
 * @param root scheme, host and port
 * @param key null: nobody's
 * @param user that the call acts for; null: all
 * @param timeoutMillis for the connection, and again for each part of the answer
 */
public record RestCall(
    String root,
    @Nullable String key,
    @Nullable String tenant,
    @Nullable String user,
    int timeoutMillis) {

  /**
   * What came back.
   *
   * @param nextCursor null on the last page
   */
  public record Answer(
      int status, String body, String completeUntil, @Nullable String nextCursor) {}

  /**
   * Reads a path.
   *
   * @throws Failures.NotReachable when nobody answers
   * @throws IOException with the problem's sentence, when the call was refused
   */
  public Answer get(String path, String type) throws IOException {
    Answer answer = ask(path, type);
    if (answer.status() != HttpURLConnection.HTTP_OK) {
      throw new IOException(problem(answer));
    }
    return answer;
  }

  /**
   * Sends an object of JSON. Not repeated.
   *
   * @param values of its properties; null: left out
   * @throws Failures.NotReachable when nobody answers
   * @throws IOException with the problem's sentence, when the call was refused
   */
  public Answer post(String path, Map<String, @Nullable String> values) throws IOException {
    HttpURLConnection call = open(path, "application/json");
    call.setDoOutput(true);
    call.setRequestProperty("content-type", "application/json");
    Map<String, String> given = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (value != null) {
            given.put(name, value);
          }
        });
    byte[] body = JSON.std.asBytes(given);
    try (OutputStream stream = call.getOutputStream()) {
      stream.write(body);
    } catch (ConnectException e) {
      throw notReachable(e);
    }
    Answer answer = answer(call);
    if (answer.status() >= HttpURLConnection.HTTP_MULT_CHOICE) {
      throw new IOException(problem(answer));
    }
    return answer;
  }

  /** {@link #get}, whatever the status is. */
  public Answer ask(String path, String type) throws IOException {
    return answer(open(path, type));
  }

  private HttpURLConnection open(String path, String type) throws IOException {
    HttpURLConnection call = (HttpURLConnection) URI.create(root + path).toURL().openConnection();
    call.setConnectTimeout(timeoutMillis);
    call.setReadTimeout(timeoutMillis);
    call.setRequestProperty("accept", type);
    if (key != null) {
      call.setRequestProperty("authorization", "Bearer " + key);
    }
    if (tenant != null) {
      call.setRequestProperty("x-tenant-id", tenant);
    }
    if (user != null) {
      call.setRequestProperty("x-on-behalf-of", user);
    }
    return call;
  }

  private Answer answer(HttpURLConnection call) throws IOException {
    int status = connect(call);
    boolean good = status < HttpURLConnection.HTTP_BAD_REQUEST;
    try (InputStream stream = good ? call.getInputStream() : call.getErrorStream()) {
      return new Answer(
          status,
          stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8),
          Objects.requireNonNullElse(call.getHeaderField("x-complete-until"), ""),
          call.getHeaderField("x-next-cursor"));
    }
  }

  private int connect(HttpURLConnection call) {
    try {
      return call.getResponseCode();
    } catch (IOException e) {
      throw notReachable(e);
    }
  }

  private Failures.NotReachable notReachable(IOException e) {
    return new Failures.NotReachable(
        "no service answers at %s: %s".formatted(root, e.getMessage()));
  }

  private static String problem(Answer answer) {
    try {
      return JsonDocument.of(answer.body()).find("detail").orElse("HTTP " + answer.status());
    } catch (IOException e) {
      return "HTTP " + answer.status();
    }
  }
}
