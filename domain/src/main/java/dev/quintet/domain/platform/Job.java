package dev.quintet.domain.platform;

import dev.quintet.domain.shared.Deadline;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Work that the time brings. It does whatever is due until the present, as if it had been done in time:
 * after a while in which no service ran, one run does it all. It bears to be run again, and to be run
 * twice at the same time: a run may end anywhere when its process does.
 *
 * @param name a word of the program, {@code a-z 0-9 -}
 * @param every how long after a run the next one begins, a second or more
 * @param patience how long a run may take
 * @param work ends by the deadline; what it throws is logged, and it is run again
 */
public record Job(String name, Duration every, Duration patience, Consumer<Deadline> work) {

  private static final Pattern SYNTAX = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  public Job {
    if (!SYNTAX.matcher(name).matches() || every.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("not a job: " + name + ", every " + every);
    }
  }
}
