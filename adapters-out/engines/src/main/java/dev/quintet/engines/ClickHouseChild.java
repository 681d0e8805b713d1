package dev.quintet.engines;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;

/**
 * Main class of the process that is the ClickHouse server: hands the library a command line and
 * returns when the engine has ended. The engine lives once per process, hence the process.
 *
 * <p>Its session runs a script: open the HTTP port, then read standard input until its end, then
 * close in order. So the engine ends when the parent closes the pipe, and as well when the parent
 * dies, with neither a password nor any code here.
 */
final class ClickHouseChild {
  /** The engine's parser and planner recurse deeply; its own server uses threads of 8 MiB. */
  private static final long STACK_BYTES = 16L << 20;

  /** struct local_result_v2: buf, len, vec, elapsed, rows_read, bytes_read, error_message. */
  private static final StructLayout RESULT =
      MemoryLayout.structLayout(
          ADDRESS.withName("buf"),
          JAVA_LONG.withName("len"),
          ADDRESS.withName("vec"),
          JAVA_DOUBLE.withName("elapsed"),
          JAVA_LONG.withName("rows_read"),
          JAVA_LONG.withName("bytes_read"),
          ADDRESS.withName("error_message"));

  private static final long ERROR =
      RESULT.byteOffset(MemoryLayout.PathElement.groupElement("error_message"));

  private ClickHouseChild() {}

  /**
   * @param args the library, the directory of the engine, the port
   */
  public static void main(String[] args) throws Exception {
    Path library = Path.of(args[0]);
    List<String> commandLine = commandLine(Path.of(args[1]), args[2]);
    var engine = new FutureTask<>(() -> run(library, commandLine));
    new Thread(null, engine, "clickhouse", STACK_BYTES).start();
    String error = engine.get();
    if (!error.isEmpty()) {
      System.err.println(error);
      System.exit(1);
    }
  }

  private static List<String> commandLine(Path directory, String port) {
    return List.of(
        "clickhouse-local",
        "--path=" + directory.resolve("data"),
        "--config-file=" + directory.resolve("config.xml"),
        "--listen_host=" + Loopback.ADDRESS,
        "--http_port=" + port,
        // What the profile of the session's user forbids to everybody else who uses its name.
        "--readonly=0",
        "--max_query_size=262144",
        "--query",
        """
        SYSTEM START LISTEN HTTP;
        SELECT line FROM file('/dev/stdin', 'LineAsString', 'line String') FORMAT Null;
        SYSTEM STOP LISTEN HTTP;
        KILL QUERY WHERE interface IN (1, 2) SYNC FORMAT Null;
        """);
  }

  /** Runs the engine to its end; the answer is its error message or empty. */
  @SuppressWarnings("restricted")
  private static String run(Path library, List<String> commandLine) {
    Linker linker = Linker.nativeLinker();
    SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
    MethodHandle handleSignals =
        linker.downcallHandle(
            symbols.findOrThrow("chdb_set_signal_handlers_enabled"),
            FunctionDescriptor.ofVoid(JAVA_INT));
    MethodHandle run =
        linker.downcallHandle(
            symbols.findOrThrow("query_stable_v2"),
            FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS));
    try {
      handleSignals.invokeExact(0); // the JVM needs its own handler for SIGSEGV
      var result = (MemorySegment) run.invokeExact(commandLine.size(), arguments(commandLine));
      MemorySegment error = result.reinterpret(RESULT.byteSize()).get(ADDRESS, ERROR);
      return error.equals(MemorySegment.NULL) ? "" : error.reinterpret(Long.MAX_VALUE).getString(0);
    } catch (Throwable e) {
      throw new IllegalStateException("libchdb has another interface than expected", e);
    }
  }

  /**
   * As main() of a C program expects them; the engine keeps pointers to them for its whole life.
   */
  private static MemorySegment arguments(List<String> commandLine) {
    Arena arena = Arena.global();
    MemorySegment arguments = arena.allocate(ADDRESS, commandLine.size() + 1L);
    for (int i = 0; i < commandLine.size(); i++) {
      arguments.setAtIndex(ADDRESS, i, arena.allocateFrom(commandLine.get(i)));
    }
    return arguments;
  }
}
