package dev.quintet.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The directory is this process's until closed. */
public final class DataLock implements AutoCloseable {
  private final DataDirectory directory;
  private final FileChannel channel;
  private @Nullable FileChannel process;

  DataLock(DataDirectory directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  DataDirectory directory() {
    return directory;
  }

  /** Lets others find this process as the service, until the lock is released. */
  public void publish() {
    try {
      // Of one that was killed: the ports are nobody's, or a stranger's by now.
      Files.deleteIfExists(directory.ports());
      // Opened before it is there, and open until the end: by that the process is found.
      Path fresh = Files.createTempFile(directory.path(), "quintet.pid.", ".new");
      FileChannel opened = FileChannel.open(fresh, StandardOpenOption.WRITE);
      process = opened;
      opened.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(UTF_8)));
      Files.move(fresh, directory.process(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + directory.process(), e);
    }
  }

  @Override
  public void close() {
    try {
      // Of this process, or of one that was killed: no other runs while the lock is held.
      Files.deleteIfExists(directory.process());
      Files.deleteIfExists(directory.ports());
      if (process != null) {
        process.close();
      }
      Files.deleteIfExists(directory.path().resolve("quintet.lock"));
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release " + directory.path(), e);
    }
  }
}
