package dev.quintet.bootstrap;

import dev.quintet.adapters.out.contract.BaselineStoreContract;
import dev.quintet.domain.platform.BaselineStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class FileBaselineStoreTest implements BaselineStoreContract {

  private final Path directory;

  FileBaselineStoreTest(@TempDir Path directory) {
    this.directory = directory;
  }

  /** A new one each time: what it knows is in the file. */
  @Override
  public BaselineStore baselines() {
    return new FileBaselineStore(new DataDirectory(directory));
  }
}
