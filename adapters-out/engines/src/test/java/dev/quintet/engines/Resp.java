package dev.quintet.engines;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;

/** Redis commands whose answer is one line. */
final class Resp {
  private Resp() {}

  static String ask(Socket socket, String command) throws IOException {
    socket.setSoTimeout(5_000);
    socket.getOutputStream().write((command + "\r\n").getBytes(US_ASCII));
    var answer = new StringBuilder();
    for (int c = socket.getInputStream().read();
        c != '\n' && c >= 0;
        c = socket.getInputStream().read()) {
      answer.append((char) c);
    }
    return answer.toString().strip();
  }
}
