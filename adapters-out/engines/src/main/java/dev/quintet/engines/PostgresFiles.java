package dev.quintet.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The data directory of a PostgreSQL server, made once by initdb. */
record PostgresFiles(EngineDirectory directory, Path programs, Secrets secrets) {
  private static final Duration KILL_DEADLINE = Duration.ofSeconds(10);

  static Path data(EngineDirectory directory) {
    return directory.file("data");
  }

  boolean exist() {
    return Files.exists(data(directory));
  }

  /**
   * Makes the files beside their place and moves them there, so that a crash leaves none half made.
   */
  boolean create() throws IOException {
    Path fresh = directory.file("data.new");
    Path passwordFile = directory.file("initdb.password");
    PrivateFiles.deleteTree(fresh);
    PrivateFiles.write(passwordFile, PostgresServer.password(secrets));
    try {
      initdb(fresh, passwordFile);
    } finally {
      Files.deleteIfExists(passwordFile);
    }
    PrivateFiles.move(fresh, data(directory));
    return true;
  }

  private void initdb(Path target, Path passwordFile) throws IOException {
    List<String> command = new ArrayList<>(ownUserNamespace());
    // Sorting by code point comes with the server: that of the C library changes between systems.
    command.addAll(
        List.of(
            programs.resolve("bin/initdb").toString(),
            "--pgdata=" + target,
            "--username=" + PostgresServer.USER,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums",
            "--no-instructions"));
    long logged = Files.size(directory.log());
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(directory.path().toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(directory.log().toFile()));
    Environment.clean(builder);
    Process initdb = builder.start();
    try {
      if (initdb.waitFor() != 0) {
        throw failure(directory.excerptOfLog(logged));
      }
    } catch (InterruptedException e) {
      ProcessTable.endOrphans(directory.path(), Program.POSTGRES, Signal.KILL, KILL_DEADLINE);
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while creating the PostgreSQL files", e);
    }
  }

  private static EngineException failure(String output) {
    return new EngineException(
        output.contains("unshare failed")
            ? "PostgreSQL does not run as root, and this system does not let it give root up"
                + " (user namespaces are forbidden): run Quintet as an ordinary user"
            : "initdb failed:\n" + output);
  }

  /** PostgreSQL refuses to run as root: in a user namespace without a mapping we are nobody. */
  static List<String> ownUserNamespace() {
    try {
      boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
      return root ? List.of("unshare", "--user") : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot find out who runs this process", e);
    }
  }
}
