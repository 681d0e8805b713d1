package dev.quintet.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RedisEngineTest implements EngineContract<RedisEngine> {
  private EngineLab<RedisEngine> lab;

  @BeforeAll
  void open(@TempDir Path directory) {
    lab = new EngineLab<>(directory, RedisEngineTest::start);
  }

  @AfterAll
  void close() {
    lab.close();
  }

  private static RedisEngine start(EngineHome home) {
    return RedisEngine.start(home, Map.of("maxmemory", "8mb"));
  }

  @Override
  public EngineLab<RedisEngine> lab() {
    return lab;
  }

  @Override
  public Program program() {
    return Program.REDIS;
  }

  @Override
  public Path directory() {
    return lab.home().directory().resolve("redis");
  }

  @Override
  public List<String> passwords(RedisEngine engine) {
    return List.of(engine.password());
  }

  @Override
  public boolean worksFor(RedisEngine engine, @Nullable String password) {
    try (var socket = new Socket(engine.host(), engine.port())) {
      if (password != null) {
        Resp.ask(socket, "AUTH " + password);
      }
      return Resp.ask(socket, "PING").equals("+PONG");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void forgetsEverythingAtARestart() throws IOException {
    try (var socket = connect(lab.running())) {
      assertThat(Resp.ask(socket, "SET greeting hello")).isEqualTo("+OK");
    }
    try (var socket = connect(lab.restarted())) {
      assertThat(Resp.ask(socket, "EXISTS greeting")).isEqualTo(":0");
    }
  }

  @Test
  void dropsOldKeysRatherThanNewOnesWhenItsMemoryIsFull() throws IOException {
    String value = "x".repeat(50_000);
    try (var socket = connect(lab.running())) {
      for (int i = 0; i < 400; i++) {
        assertThat(Resp.ask(socket, "SET key" + i + " " + value)).isEqualTo("+OK");
      }
      assertThat(Resp.ask(socket, "EXISTS key399")).isEqualTo(":1");
    }
  }

  private static Socket connect(RedisEngine engine) throws IOException {
    var socket = new Socket(engine.host(), engine.port());
    assertThat(Resp.ask(socket, "AUTH " + engine.password())).isEqualTo("+OK");
    return socket;
  }
}
