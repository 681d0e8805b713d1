package dev.quintet.adapters.out.weaviate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** Stands before a server and gives a key to whoever has none, as a server does that asks for none. */
final class OpenProxy implements AutoCloseable {

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpServer server;
  private final int behind;
  private final String key;

  OpenProxy(int behind, String key) throws IOException {
    this.behind = behind;
    this.key = key;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::pass);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void pass(HttpExchange exchange) throws IOException {
    List<String> keys =
        exchange.getRequestHeaders().getOrDefault("Authorization", List.of("Bearer " + key));
    try {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + behind + exchange.getRequestURI()))
                  .header("Authorization", keys.getFirst())
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    http.shutdownNow();
  }
}
