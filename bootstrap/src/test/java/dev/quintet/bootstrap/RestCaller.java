package dev.quintet.bootstrap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Sends requests as they are written, however they are written. */
final class RestCaller {

  private static final int PATIENCE_MILLIS = 30_000;

  /** An answer without what is different at each call. */
  record Answer(int status, String text) {

    Answer without(List<String> names) {
      String left = text;
      for (int i = 0; i < names.size(); i++) {
        left = left.replace(names.get(i), "<" + i + ">");
      }
      return new Answer(status, left);
    }
  }

  private final int port;

  RestCaller(int port) {
    this.port = port;
  }

  Answer send(String requestLine, List<String> headers, String body) {
    StringBuilder request =
        new StringBuilder(requestLine).append(" HTTP/1.1\r\nHost: q\r\nConnection: close\r\n");
    headers.forEach(header -> request.append(header).append("\r\n"));
    if (!body.isEmpty()) {
      request.append("Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n");
    }
    request.append("\r\n").append(body);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.toString().getBytes(ISO_8859_1));
      return answer(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(requestLine, e);
    }
  }

  private static Answer answer(String raw) {
    if (!raw.startsWith("HTTP/1.1 ")) {
      throw new AssertionError("no answer: " + raw);
    }
    String text =
        raw.lines()
            .filter(line -> !line.toLowerCase(Locale.ROOT).matches("(date|x-request-id|content-length|x-complete-until):.*"))
            .collect(Collectors.joining("\n"))
            .replaceAll("\"(request_id|complete_until|(created|updated|opened|recorded)_at)\":\"[^\"]*\"", "")
            .replaceAll("\"legs\":\\[[^\\]]*\\]", ""); // as far as each store is
    return new Answer(Integer.parseInt(raw.substring(9, 12)), text);
  }
}
