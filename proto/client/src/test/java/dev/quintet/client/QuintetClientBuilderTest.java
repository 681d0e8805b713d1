package dev.quintet.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quintet.client.QuintetException.Kind;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QuintetClientBuilderTest {

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\r\nx-tenant-id: other", "é", "a\u0000"})
  void whatCouldForgeAHeaderIsRefused(String text) {
    assertThatThrownBy(() -> QuintetClient.builder().key(text))
        .isInstanceOf(QuintetException.class);
    assertThatThrownBy(() -> QuintetClient.builder().tenant(text))
        .isInstanceOf(QuintetException.class);
  }

  @Test
  void aServiceThatIsNotThereIsUnreachableWithinTheTimeToGiveUp() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    try (QuintetClient client =
        QuintetClient.builder()
            .endpoint("127.0.0.1", free)
            .giveUpAfter(Duration.ofMillis(200))
            .build()) {
      QuintetException failure =
          catchThrowableOfType(QuintetException.class, () -> client.lastQuote("X"));

      assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    }
  }

  @Test
  void aServiceThatDoesNotAnswerIsGivenUpAtTheDeadline() throws IOException {
    try (ServerSocket silent = new ServerSocket(0);
        QuintetClient client =
            QuintetClient.builder()
                .endpoint("127.0.0.1", silent.getLocalPort())
                .deadline(Duration.ofMillis(300))
                .giveUpAfter(Duration.ZERO)
                .build()) {
      QuintetException failure =
          catchThrowableOfType(QuintetException.class, () -> client.lastQuote("X"));

      assertThat(failure.kind()).isIn(Kind.OUTCOME_UNKNOWN, Kind.UNREACHABLE);
    }
  }
}
