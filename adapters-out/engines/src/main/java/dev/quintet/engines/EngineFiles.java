package dev.quintet.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The programs of the engines, in a cache outside every build folder that all installations of a
 * user share. Whatever is missing is fetched or unpacked on first use, once for all processes.
 *
 * <p>Names in the cache carry the version: several versions of Quintet live side by side.
 */
public final class EngineFiles {
  static final String CHDB_VERSION = "26.7.3-stable.1";
  static final String POSTGRES_VERSION = "18.6.0";
  static final String REDIS_VERSION = "6.2.11";
  static final String WEAVIATE_VERSION = "1.35.2";

  private static final String POSTGRES_ARCHIVE = "postgres-linux-x86_64.txz";
  private static final String REDIS_PROGRAM = "redis-server-6.2.6-v5-linux-amd64";

  private static final Logger LOG = LoggerFactory.getLogger(EngineFiles.class);

  private final Path cache;

  /** Where apt is. */
  private final Path programs;

  /** The go program. */
  private final String go;

  private EngineFiles(Path cache, Path programs, String go) {
    this.cache = cache;
    this.programs = programs;
    this.go = go;
  }

  public static EngineFiles in(Path cache) {
    return in(cache, Path.of("/usr/bin"));
  }

  static EngineFiles in(Path cache, Path programs) {
    return in(cache, programs, "go");
  }

  static EngineFiles in(Path cache, Path programs, String go) {
    return new EngineFiles(cache.toAbsolutePath().normalize(), programs, go);
  }

  /**
   * The cache of this user: {@code QUINTET_ENGINES}, else {@code quintet/engines} in {@code
   * XDG_CACHE_HOME} or {@code ~/.cache}.
   */
  public static EngineFiles ofUser() {
    @Nullable String own = System.getenv("QUINTET_ENGINES");
    if (own != null && !own.isBlank()) {
      return in(Path.of(own));
    }
    @Nullable String caches = System.getenv("XDG_CACHE_HOME");
    Path root =
        caches != null && Path.of(caches).isAbsolute()
            ? Path.of(caches)
            : Path.of(System.getProperty("user.home"), ".cache");
    return in(root.resolve("quintet").resolve("engines"));
  }

  /** The library that holds the ClickHouse engine; about 180 MB are fetched for it. */
  Path clickHouseLibrary(StartProgress progress) {
    NpmFetch.Pinned chdb = NpmFetch.Pinned.CHDB;
    String step = "fetch ClickHouse " + CHDB_VERSION;
    var fetch = new NpmFetch(chdb, "npm", done -> progress.advanced(step, done, chdb.work()));
    return entry("chdb-" + CHDB_VERSION, step, progress, fetch::into).resolve(chdb.file());
  }

  /** The directory with {@code bin/initdb} and {@code bin/postgres}. */
  Path postgres(StartProgress progress) {
    return entry(
        "postgresql-" + POSTGRES_VERSION,
        "unpack PostgreSQL " + POSTGRES_VERSION,
        progress,
        target -> Archives.unpackTxz(POSTGRES_ARCHIVE, target));
  }

  /** The server program: Debian's where apt offers one that runs here, else an older one. */
  Path redis(StartProgress progress) {
    String file = "redis-server";
    Path entry = cache.resolve("redis-debian");
    Path refused = cache.resolve("redis-debian.refused");
    if (Files.isDirectory(entry) || mayAskApt(refused)) {
      try {
        return entry("redis-debian", "fetch Redis", progress, new DebianFetch(programs)::into)
            .resolve(file);
      } catch (EngineException e) {
        PrivateFiles.write(refused, e.getMessage() + "\n");
        LOG.warn("Redis {} instead of a newer one", REDIS_VERSION, e);
      }
    }
    return entry(
            "redis-" + REDIS_VERSION,
            "unpack Redis " + REDIS_VERSION,
            progress,
            target -> Archives.copyProgram(REDIS_PROGRAM, target.resolve(file)))
        .resolve(file);
  }

  /** The server program, which is built from its source: some minutes, and 4 GB of Go's caches. */
  Path weaviate(StartProgress progress) {
    String step = "build Weaviate " + WEAVIATE_VERSION + " with Go";
    GoFetch fetch =
        new GoFetch(
            "Weaviate",
            "github.com/weaviate/weaviate/cmd/weaviate-server",
            "v" + WEAVIATE_VERSION,
            go,
            what -> progress.reached(step, what));
    return entry("weaviate-" + WEAVIATE_VERSION, step, progress, fetch::into)
        .resolve("weaviate-server");
  }

  /** Not again within a day: without network each try takes a minute. */
  private boolean mayAskApt(Path refused) {
    try {
      return Files.isExecutable(programs.resolve("apt-get"))
          && (!Files.exists(refused)
              || Files.getLastModifiedTime(refused)
                  .toInstant()
                  .isBefore(Instant.now().minus(Duration.ofDays(1))));
    } catch (IOException e) {
      return false;
    }
  }

  private Path entry(String name, String step, StartProgress progress, CacheEntry.Content content) {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!system.toLowerCase(Locale.ROOT).equals("linux amd64")
        || Files.exists(Path.of("/etc/alpine-release"))) {
      throw new EngineException(
          "embedded engines need Linux on x86-64 with glibc, this is "
              + system
              + "; run Quintet with the environment \"servers\" instead");
    }
    return new CacheEntry(cache.resolve(name)).obtain(step, progress, content);
  }
}
