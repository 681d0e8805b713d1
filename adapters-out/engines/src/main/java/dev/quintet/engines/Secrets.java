package dev.quintet.engines;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The passwords of one installation: made at random when first asked for, the same ever after, kept
 * in a file of mode 0600. Safe for use by several threads and processes.
 */
public final class Secrets {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]{0,99}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path file;
  private final Map<String, String> passwords = new TreeMap<>();

  private Secrets(Path file) {
    this.file = file;
  }

  /** Opens the file or, when there is none, begins an empty collection that writes it later. */
  public static Secrets in(Path file) {
    var secrets = new Secrets(file);
    if (Files.exists(file)) {
      secrets.read();
    }
    return secrets;
  }

  /** The password of that name, 256 random bits in letters, digits, {@code -} and {@code _}. */
  public synchronized String password(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a name for a password: " + name);
    }
    String known = passwords.get(name);
    return known != null ? known : create(name);
  }

  private String create(String name) {
    Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
    try {
      return PrivateFiles.exclusively(
          lockFile,
          () -> {
            if (Files.exists(file)) {
              read();
            }
            String password = passwords.computeIfAbsent(name, any -> random());
            save();
            return password;
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + lockFile, e);
    }
  }

  /** 256 random bits, for what is not kept. */
  static String random() {
    var bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private void read() {
    try {
      for (String line : Files.readAllLines(file, UTF_8)) {
        int equals = line.indexOf('=');
        if (equals < 0 || !NAME.matcher(line.substring(0, equals)).matches()) {
          throw new EngineException(file + " is damaged: a line is not name=password");
        }
        passwords.put(line.substring(0, equals), line.substring(equals + 1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private void save() {
    var content = new StringBuilder();
    passwords.forEach((name, value) -> content.append(name).append('=').append(value).append('\n'));
    PrivateFiles.write(file, content.toString());
  }

  /** Names only the file: a collection in a log must not show a password. */
  @Override
  public String toString() {
    return "Secrets[" + file + "]";
  }
}
