package dev.quintet.domain.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SubscriptionEventTest {

  private static final Path README = Path.of("../README.md");
  private static final String BEGIN = "<!-- subscription states -->\n";
  private static final String END = "<!-- /subscription states -->";

  /** A row for each event, a column for each state, what it becomes in each cell. */
  private static String table() {
    List<SubscriptionState> states =
        Arrays.stream(SubscriptionState.values()).filter(it -> !it.isOver()).toList();
    return Stream.concat(
            Stream.of(
                row("event", states.stream().map(it -> "`" + it.word() + "`")),
                row("---", states.stream().map(it -> ":-:"))),
            Arrays.stream(SubscriptionEvent.values())
                .filter(it -> it != SubscriptionEvent.MADE)
                .map(
                    event ->
                        row(
                            "`" + event.word() + "`",
                            states.stream()
                                .map(it -> event.from(it).map(SubscriptionState::word).orElse(" ")))))
        .collect(Collectors.joining());
  }

  private static String row(String head, Stream<String> cells) {
    return "| " + head + " | " + cells.collect(Collectors.joining(" | ")) + " |\n";
  }

  /** {@code mvn test -pl domain -Dtest=SubscriptionEventTest -Dstates.print} writes it. */
  @Test
  void theReadmePrintsTheTable() throws IOException {
    String readme = Files.readString(README);
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    int end = readme.indexOf(END);
    if (System.getProperty("states.print") != null) {
      Files.writeString(README, readme.substring(0, begin) + table() + readme.substring(end));
    } else {
      assertThat(readme.substring(begin, end))
          .as("to print it again: mvn test -pl domain -Dtest=SubscriptionEventTest -Dstates.print")
          .isEqualTo(table());
    }
  }

  @Test
  void nothingHappensToWhatIsOver() {
    for (SubscriptionEvent event : SubscriptionEvent.values()) {
      assertThat(event.from(SubscriptionState.CANCELLED)).isEmpty();
      assertThat(event.from(SubscriptionState.EXPIRED)).isEmpty();
    }
  }

  @Test
  void everyStateIsReachedAndEveryOneThatIsNotOverIsLeft() {
    for (SubscriptionState state : SubscriptionState.values()) {
      assertThat(Arrays.stream(SubscriptionEvent.values()))
          .anyMatch(
              event ->
                  state == SubscriptionState.SCHEDULED
                      || Arrays.stream(SubscriptionState.values())
                          .anyMatch(from -> from != state && event.from(from).filter(state::equals).isPresent()));
      assertThat(state.isOver() || leaves(state)).isTrue();
    }
  }

  private static boolean leaves(SubscriptionState state) {
    return Arrays.stream(SubscriptionEvent.values())
        .anyMatch(event -> event.from(state).filter(it -> it != state).isPresent());
  }
}
