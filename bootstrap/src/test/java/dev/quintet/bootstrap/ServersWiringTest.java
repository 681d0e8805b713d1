package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.clickhouse.ClickHouseSchema;
import dev.quintet.engines.EngineFiles;
import dev.quintet.engines.EngineHome;
import dev.quintet.engines.Engines;
import dev.quintet.engines.StartProgress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same adapters at servers that somebody else started. */
final class ServersWiringTest {

  @Test
  void servesFromServersThatItDidNotStart(@TempDir Path place) {
    EngineHome elsewhere =
        EngineHome.in(place.resolve("servers"), EngineFiles.ofUser(), StartProgress.SILENT);
    DataDirectory data = new DataDirectory(place.resolve("data"));
    long ofOtherServices = LiveWriters.count();
    try (Engines servers = Engines.start(elsewhere, ClickHouseSchema.usersXml())) {
      ServiceSettings settings =
          new ServiceSettings(
              Wiring.SERVERS, 0, 0, EmbeddedWiring.properties(servers, elsewhere));
      LiveWriters writers;
      try (Service service = Service.start(data, settings, StartProgress.SILENT)) {
        assertThat(data.engines()).as("it starts none of its own").doesNotExist();
        assertThat(data.credential("demo")).as("no demo tenant on servers").isEmpty();
        assertThat(service.grpcPort()).isPositive();
        writers = service.beans().getBean(LiveWriters.class);
      }
      assertThat(writers.whenServersEnded())
          .as("they can still take batches")
          .isGreaterThan(ofOtherServices);
      assertThat(writers.whenTheContextEnded())
          .as("they write no more")
          .isEqualTo(ofOtherServices);
    }
  }
}
