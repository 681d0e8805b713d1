package dev.quintet.adapters.out.dragonfly;

import static dev.quintet.adapters.out.dragonfly.TestDragonfly.SYMBOL;
import static dev.quintet.adapters.out.dragonfly.TestDragonfly.tick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.marketdata.QuoteCache;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.engines.EngineFiles;
import dev.quintet.engines.EngineHome;
import dev.quintet.engines.RedisEngine;
import dev.quintet.engines.SharedEngines;
import dev.quintet.engines.StartProgress;
import io.lettuce.core.KillArgs;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A cache that is slow, away, or says no. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DragonflyFaultsTest {

  /** What a caller waits at most, and what our machine may be busy with at that moment. */
  private static final Duration SOON = Duration.ofMillis(100);

  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(DragonflyLink.class);

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private RedisEngine engine;
  private TestDragonfly dragonfly;

  @BeforeAll
  void start(@TempDir Path directory) {
    assertThat(SharedEngines.redis().alive()).isTrue(); // skips when there can be no engine
    engine =
        RedisEngine.start(
            EngineHome.in(directory, EngineFiles.ofUser(), StartProgress.SILENT), Map.of());
  }

  @AfterAll
  void stop() {
    engine.stop();
  }

  @BeforeEach
  void open() {
    dragonfly = new TestDragonfly(engine, Map.of());
    dragonfly.awaitAnswers(Duration.ofSeconds(20));
    log.list.clear();
    log.start();
    LOGGER.addAppender(log);
  }

  @AfterEach
  void close() {
    engine.resume();
    LOGGER.detachAppender(log);
    dragonfly.close();
  }

  private QuoteCache quotes() {
    return dragonfly.quotes();
  }

  private List<String> warnings() {
    return log.list.stream()
        .filter(event -> event.getLevel() == Level.WARN)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  private static Duration timed(Runnable call) {
    long start = System.nanoTime();
    call.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Until calls are no longer sent. */
  private void giveUp(TenantId tenant) {
    Stream<Duration> waits =
        Stream.generate(() -> timed(() -> assertThat(quotes().find(tenant, SYMBOL)).isEmpty()));
    assertThat(waits.limit(3).toList()).anyMatch(wait -> wait.compareTo(SOON) < 0);
  }

  @Test
  void aCacheThatHangsIsSoonNotAskedAnyMoreAndHealsByItself() {
    TenantId tenant = Fresh.tenant();
    quotes().confirm(tenant, tick(0));
    engine.pause();
    giveUp(tenant);
    Duration thousand =
        timed(
            () -> {
              for (int i = 0; i < 1_000; i++) {
                assertThat(quotes().find(tenant, SYMBOL)).isEmpty();
                quotes().confirm(tenant, tick(i));
              }
            });
    assertThat(thousand).isLessThan(Duration.ofSeconds(1));
    engine.resume();
    dragonfly.awaitAnswers(Duration.ofSeconds(2));
    assertThat(warnings()).hasSize(1);
    assertThat(warnings().getFirst()).contains("no answer within").doesNotContain(engine.password());
  }

  @Test
  void aCacheThatHangsKnowsNothingForACallerThatDoesNotWaitAndIsSoonNotAskedAnyMore() {
    TenantId tenant = Fresh.tenant();
    quotes().confirm(tenant, tick(0));
    engine.pause();
    List<CompletableFuture<Optional<Tick>>> told = new ArrayList<>();
    Duration asking =
        timed(
            () -> {
              for (int i = 0; i < 100; i++) {
                CompletableFuture<Optional<Tick>> answer = new CompletableFuture<>();
                quotes().find(tenant, SYMBOL, answer::complete);
                told.add(answer);
              }
            });
    assertThat(asking).isLessThan(Duration.ofSeconds(1));
    told.forEach(
        answer -> assertThat(answer.orTimeout(5, TimeUnit.SECONDS).join()).isEmpty());
    await().untilAsserted(() -> assertThat(warnings()).hasSize(1));
    engine.resume();
    dragonfly.awaitAnswers(Duration.ofSeconds(2));
  }

  @Test
  void aLongOutageIsReportedOnceAndHealsByItself() {
    TenantId tenant = Fresh.tenant();
    engine.pause();
    long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              quotes().offer(tenant, List.of(tick(0)));
              return System.nanoTime() - end >= 0;
            });
    engine.resume();
    dragonfly.awaitAnswers(Duration.ofSeconds(2));
    assertThat(warnings()).hasSize(1);
  }

  @Test
  void whatWasStoredMeanwhileIsNotHiddenByWhatTheCacheStillHas() {
    TenantId tenant = Fresh.tenant();
    dragonfly.awaitAnswers(tenant, Duration.ofSeconds(20));
    engine.pause();
    for (int i = 0; i < 3; i++) {
      quotes().find(Fresh.tenant(), SYMBOL);
    }
    quotes().offer(tenant, List.of(tick(1)));
    engine.resume();
    dragonfly.awaitAnswers(Duration.ofSeconds(2));
    assertThat(quotes().find(tenant, SYMBOL)).isEmpty();
  }

  @Test
  void aConnectionThatBreaksIsOpenedAgain() {
    for (int i = 0; i < 3; i++) {
      dragonfly.raw().clientKill(KillArgs.Builder.typeNormal().skipme(true));
      dragonfly.awaitAnswers(Duration.ofSeconds(2));
    }
  }

  @Test
  void aWrongPasswordCostsNothingAndIsReportedOnce() {
    TenantId tenant = Fresh.tenant();
    try (ApplicationContext context =
        ApplicationContext.run(
            TestDragonfly.properties(engine, Map.of("quintet.dragonfly.password", "wrong-one")))) {
      QuoteCache refused = context.getBean(QuoteCache.class);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                refused.offer(tenant, List.of(tick(0)));
                refused.confirm(tenant, tick(0));
                assertThat(refused.find(tenant, SYMBOL)).isEmpty();
                return !warnings().isEmpty();
              });
      long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
      await()
          .pollInterval(Duration.ofMillis(5))
          .until(() -> refused.find(tenant, SYMBOL).isPresent() || System.nanoTime() - end >= 0);
    }
    assertThat(warnings()).hasSize(1);
    assertThat(warnings().getFirst()).contains("WRONGPASS").doesNotContain("wrong-one");
  }

  @Test
  void aServerThatIsNotThereDoesNotKeepTheServiceFromStarting() {
    try (ApplicationContext context =
        ApplicationContext.run(Map.of("quintet.dragonfly.host", "no-such-host.invalid"))) {
      QuoteCache nowhere = context.getBean(QuoteCache.class);
      assertThat(nowhere.find(Fresh.tenant(), SYMBOL)).isEmpty();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                nowhere.offer(Fresh.tenant(), List.of(tick(0)));
                return !warnings().isEmpty();
              });
    }
  }

  @Test
  void closingTakesNoTimeEvenWhenTheCacheHangs() {
    engine.pause();
    giveUp(Fresh.tenant());
    assertThat(timed(() -> dragonfly.bean(DragonflyLink.class).close()))
        .isLessThan(Duration.ofSeconds(2));
    assertThat(quotes().find(Fresh.tenant(), SYMBOL)).isEmpty();
    engine.resume();
  }
}
