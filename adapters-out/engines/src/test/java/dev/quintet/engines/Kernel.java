package dev.quintet.engines;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the kernel knows about processes, independently of the code under test. */
final class Kernel {
  private static final Path PROC = Path.of("/proc");
  private static final String LISTEN = "0A";

  private Kernel() {}

  /** The addresses on which the processes accept TCP connections. */
  static Set<String> listening(List<Long> pids) {
    var inodes = new HashSet<String>();
    pids.forEach(pid -> inodes.addAll(sockets(pid)));
    var addresses = new HashSet<String>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : lines(PROC.resolve("net").resolve(table))) {
        String[] field = line.strip().split("\\s+");
        if (field[3].equals(LISTEN) && inodes.contains(field[9])) {
          addresses.add(address(field[1]));
        }
      }
    }
    return addresses;
  }

  /** From little-endian hexadecimal, "0100007F:1F90"; an IPv6 address stays as it is. */
  private static String address(String hex) {
    String[] part = hex.split(":");
    int port = Integer.parseInt(part[1], 16);
    if (part[0].length() != 8) {
      return part[0] + ":" + port;
    }
    int ip = Integer.parseUnsignedInt(part[0], 16);
    return "%d.%d.%d.%d:%d".formatted(ip & 255, ip >> 8 & 255, ip >> 16 & 255, ip >>> 24, port);
  }

  private static Set<String> sockets(long pid) {
    var inodes = new HashSet<String>();
    try (var descriptors = Files.newDirectoryStream(PROC.resolve(pid + "/fd"))) {
      for (Path descriptor : descriptors) {
        String target = Files.readSymbolicLink(descriptor).toString();
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    } catch (IOException e) {
      return inodes; // the process or the descriptor is gone
    }
    return inodes;
  }

  /** What any user of the machine, and the owner, can read about processes. */
  static String everyCommandLineAndEnvironment(List<Long> pids) {
    var all = new StringBuilder();
    try (var processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        all.append(read(process.resolve("cmdline"))).append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    pids.forEach(pid -> all.append(read(PROC.resolve(pid + "/environ"))).append('\n'));
    return all.toString();
  }

  /** The states of the processes, as letters: T is stopped. */
  static List<Character> states(List<Long> pids) {
    var states = new ArrayList<Character>();
    pids.forEach(pid -> states.add(stat(pid)[0].charAt(0)));
    return states;
  }

  static long session(long pid) {
    return Long.parseLong(stat(pid)[3]);
  }

  /** The fields of /proc/PID/stat from the third, the state, on. */
  private static String[] stat(long pid) {
    String line = read(PROC.resolve(pid + "/stat"));
    return line.substring(line.lastIndexOf(')') + 2).split(" ");
  }

  private static List<String> lines(Path table) {
    List<String> lines = read(table).lines().toList();
    return lines.isEmpty() ? lines : lines.subList(1, lines.size());
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
