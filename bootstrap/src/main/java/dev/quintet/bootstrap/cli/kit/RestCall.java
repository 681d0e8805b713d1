package dev.quintet.bootstrap.cli.kit;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks the service over REST. With the JDK's old client: it is there in a tenth of the time of the
 * new one, which is most of what such a verb takes.
 *
 * @param root scheme, host and port
 */
public record RestCall(String root, String key, @Nullable String tenant) {

  private static final int TIMEOUT_MILLIS = 30_000;
  private static final Pattern DETAIL = Pattern.compile("\"detail\":\"([^\"]*)\"");

  /**
   * What came back.
   *
   * @param nextCursor null on the last page
   */
  public record Answer(String body, String completeUntil, @Nullable String nextCursor) {}

  /**
   * Reads a path.
   *
   * @throws Failures.NotReachable when nobody answers
   * @throws IOException with the problem's sentence, when the call was refused
   */
  public Answer get(String path, String type) throws IOException {
    HttpURLConnection call = (HttpURLConnection) URI.create(root + path).toURL().openConnection();
    call.setConnectTimeout(TIMEOUT_MILLIS);
    call.setReadTimeout(TIMEOUT_MILLIS);
    call.setRequestProperty("authorization", "Bearer " + key);
    call.setRequestProperty("accept", type);
    if (tenant != null) {
      call.setRequestProperty("x-tenant-id", tenant);
    }
    int status = connect(call);
    boolean good = status == HttpURLConnection.HTTP_OK;
    try (InputStream stream = good ? call.getInputStream() : call.getErrorStream()) {
      String body =
          stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      if (!good) {
        throw new IOException(problem(status, body));
      }
      return new Answer(
          body,
          Objects.requireNonNullElse(call.getHeaderField("x-complete-until"), ""),
          call.getHeaderField("x-next-cursor"));
    }
  }

  private int connect(HttpURLConnection call) {
    try {
      return call.getResponseCode();
    } catch (IOException e) {
      throw new Failures.NotReachable(
          "no service answers at %s: %s".formatted(root, e.getMessage()));
    }
  }

  private static String problem(int status, String body) {
    Matcher detail = DETAIL.matcher(body);
    return detail.find() ? detail.group(1) : "HTTP " + status;
  }
}
