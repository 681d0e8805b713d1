package dev.quintet.bootstrap;

import static dev.quintet.bootstrap.Company.SHARED_FEED;
import static dev.quintet.bootstrap.Company.SHARED_SYMBOL;

import dev.quintet.domain.tenancy.Role;
import dev.quintet.marketdata.v1.LastQuoteRequest;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import io.grpc.Channel;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Three companies on the running service. The hermit was there before the victim, and asked for the
 * victim's things when nobody had them; the attacker has what the hermit has and asks the same now.
 */
final class BreakOut {

  /** Nothing but the victim holds these digits. */
  static final List<String> SECRETS = List.of("9731424200", "9731.4242", "8642.13579");

  /**
   * What somebody was told, without the names that it asked for, by the phase, whose things it
   * asked for, and the asker's role.
   */
  record Told(Map<String, GrpcCaller.Answer> grpc, Map<String, RestCaller.Answer> rest) {

    GrpcCaller.Answer grpc(String attack) {
      return Objects.requireNonNull(grpc.get(attack), attack);
    }

    RestCaller.Answer rest(String attack) {
      return Objects.requireNonNull(rest.get(attack), attack);
    }
  }

  final Company attacker;
  final Company victim;
  final Names victimNames;
  final Names nobodyNames;
  final Told hermitTold;
  final Told attackerTold;

  final Map<String, GrpcCaller.Answer> victimSaw;
  final RunningService service;
  final Channel channel;
  final RestCaller rest;

  private static final int MOST_REPETITIONS = 20;

  private static @Nullable BreakOut made;

  /** Made by the first test that asks, for all tests of this JVM. */
  static synchronized BreakOut get() throws Exception {
    if (made == null) {
      made = new BreakOut(RunningService.get());
    }
    return made;
  }

  private BreakOut(RunningService service) throws Exception {
    this.service = service;
    this.channel =
        Grpc.newChannelBuilderForAddress(
                "127.0.0.1", service.grpcPort(), InsecureChannelCredentials.create())
            .build();
    this.rest = new RestCaller(service.httpPort());
    Names victims =
        Names.of("breakout_victim", "AAVICTIM", 973_142_420_017L, "8642.13579");
    Names nobodys = Names.of("breakout_nobody", "AANOBODY", 123_456_789L, "7.5");

    // Its cursors are good, and nobody's who is asked about.
    Company stranger = ordinary(service, "breakout_stranger");
    String ticks = stranger.tickCursor();
    String symbols = stranger.symbolCursor();
    Company hermit = ordinary(service, "breakout_hermit");
    hermitTold =
        everything(
            hermit,
            victims.with(ticks, symbols, victims.keyPrefix()),
            nobodys.with(ticks, symbols, nobodys.keyPrefix()),
            () -> {});

    victim = new Company(service, channel, victims.tenant());
    write(victim, victims);
    victimNames =
        victims.with(victim.tickCursor(), victim.symbolCursor(), victim.keyPrefix());

    attacker = ordinary(service, "breakout_attacker");
    nobodyNames = nobodys.with(ticks, symbols, "cccccccccccccccc");
    attackerTold =
        everything(attacker, victimNames, nobodyNames, this::keepTheVictimInTheCache);
    victimSaw = victimSees();
  }

  /** Sends all that a company of those names sends, of every business module. */
  private static void write(Company company, Names names) {
    for (GrpcAttack write : GrpcAttacks.writing()) {
      GrpcCaller.Answer told = write.request().to(company.caller(Role.SERVICE), names);
      if (told.code() != Status.Code.OK || told.text().contains("problem")) {
        throw new AssertionError("not stored: " + told);
      }
    }
  }

  private Company ordinary(RunningService service, String id) {
    Company company = new Company(service, channel, id);
    company.store(
        List.of(
            Company.batch("own.1", SHARED_FEED, SHARED_SYMBOL, 110_000_000),
            Company.batch("own.2", "own", "AAOWN", 90_000_000)),
        List.of(Company.bars("own.3", "own.bars", SHARED_SYMBOL, "1.25")));
    return company;
  }

  /** What is answered before the asker has things of the same names, to writing them, and after. */
  private Told everything(Company asker, Names victims, Names nobodys, Runnable first)
      throws Exception {
    Told told = new Told(new LinkedHashMap<>(), new LinkedHashMap<>());
    ask(asker, "before/victim", victims, GrpcAttacks.reading(), first, told.grpc());
    ask(asker, "before/nobody", nobodys, GrpcAttacks.reading(), first, told.grpc());
    ask(asker, "admin/victim", victims, GrpcAttacks.administering(), first, told.grpc());
    ask(asker, "admin/nobody", nobodys, GrpcAttacks.administering(), first, told.grpc());
    askByRest(asker, "rest/victim", victims, told.rest());
    askByRest(asker, "rest/nobody", nobodys, told.rest());
    ask(asker, "writing/victim", victims, GrpcAttacks.writing(), first, told.grpc());
    ask(asker, "writing/nobody", nobodys, GrpcAttacks.writing(), first, told.grpc());
    Names after = victims.with(asker.tickCursor(), asker.symbolCursor(), victims.keyPrefix());
    ask(asker, "after/victim", after, GrpcAttacks.reading(), first, told.grpc());
    return told;
  }

  private static void ask(
      Company asker,
      String phase,
      Names names,
      List<GrpcAttack> attacks,
      Runnable first,
      Map<String, GrpcCaller.Answer> told) {
    for (Role role : asker.roles()) {
      for (int i = 0; i < attacks.size(); i++) {
        first.run();
        GrpcAttack attack = attacks.get(i);
        told.put(
            "%s %s %d %s".formatted(phase, role, i, attack.method()),
            answered(
                () ->
                    attack
                        .request()
                        .to(asker.caller(role), names.askedBy(asker.id))
                        .without(names.askedBy(asker.id).all()),
                answer -> answer.code() != Status.Code.UNAVAILABLE));
      }
    }
  }

  /** The answer to a call that is repeated while a store has no time for it: a busy machine says nothing. */
  private static <A> A answered(Supplier<A> call, Predicate<A> told) {
    A answer = call.get();
    for (int again = 0; again < MOST_REPETITIONS && !told.test(answer); again++) {
      answer = call.get();
    }
    return answer;
  }

  private void askByRest(
      Company asker, String phase, Names names, Map<String, RestCaller.Answer> told) {
    List<RestAttack> attacks = RestAttack.all();
    for (Role role : asker.roles()) {
      for (int i = 0; i < attacks.size(); i++) {
        RestAttack attack = attacks.get(i);
        told.put(
            "%s %s %d %s".formatted(phase, role, i, attack.route()),
            answered(
                () ->
                    attack
                        .to(rest, names.askedBy(asker.id), List.of(bearer(asker.key(role))))
                        .without(names.askedBy(asker.id).all()),
                answer -> answer.status() != 503));
      }
    }
  }

  static String bearer(String key) {
    return "Authorization: Bearer " + key;
  }

  /**
   * All that the victim sees of itself but how much it has used by now, and that what it sent is known to be
   * stored.
   */
  Map<String, GrpcCaller.Answer> victimSees() {
    Map<String, GrpcCaller.Answer> seen = new LinkedHashMap<>();
    List<GrpcAttack> lasting =
        GrpcAttacks.reading().stream()
            .filter(it -> !SubscriptionAttacks.CHANGING.contains(it.method()))
            .toList();
    ask(victim, "own", victimNames, lasting, () -> {}, seen);
    ask(victim, "own again", victimNames, GrpcAttacks.writing(), () -> {}, seen);
    return seen;
  }

  /** The last quotes are answered by the cache, so that a forged key would find them there. */
  private void keepTheVictimInTheCache() {
    var stub =
        MarketDataServiceGrpc.newBlockingV2Stub(channel)
            .withInterceptors(
                MetadataUtils.newAttachHeadersInterceptor(
                    GrpcCaller.bearer(victim.key(Role.READER))));
    for (String symbol : List.of(SHARED_SYMBOL, victimNames.symbol())) {
      LastQuoteRequest request = LastQuoteRequest.newBuilder().setSymbol(symbol).build();
      Awaitility.await()
          .pollInterval(Duration.ofMillis(1))
          .until(() -> stub.lastQuote(request).getFromCache());
    }
  }
}
