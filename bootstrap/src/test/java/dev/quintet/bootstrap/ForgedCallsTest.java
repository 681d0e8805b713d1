package dev.quintet.bootstrap;

import static io.grpc.Status.Code.INVALID_ARGUMENT;
import static io.grpc.Status.Code.PERMISSION_DENIED;
import static io.grpc.Status.Code.UNAUTHENTICATED;
import static io.grpc.Status.Code.UNIMPLEMENTED;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.tenancy.Role;
import dev.quintet.marketdata.v1.LastQuoteRequest;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No credential but the company's own, and no header or path, opens any method or route. */
final class ForgedCallsTest {

  private static final String DENIED = "denied null: not allowed: act for this tenant";

  private static final Pattern CHANGING =
      Pattern.compile(
          "(?i)\"?(etag|content-length|version|expires_at(_micros)?|updated_at(_micros)?|session_id|token"
              + "|age_millis)\"?: *(\\d+|\"[^\"]*\")");

  private static BreakOut ground;
  private static String own;
  private static String victim;

  @BeforeAll
  static void prepare() throws Exception {
    ground = BreakOut.get();
    own = ground.attacker.key(Role.SERVICE);
    victim = ground.victim.key(Role.SERVICE);
  }

  @AfterAll
  static void theVictimHasWhatItHad() {
    assertThat(ground.victimSees()).isEqualTo(ground.victimSaw);
  }

  private static List<GrpcAttack> methods() {
    return GrpcAttacks.all().stream().filter(attack -> !attack.open()).toList();
  }

  private static List<RestAttack> routes() {
    return RestAttack.all().stream().filter(attack -> !attack.open()).toList();
  }

  private static Names names() {
    return ground.victimNames.askedBy(ground.attacker.id);
  }

  /** Asks for the victim's things by every method with these headers. */
  private static void onEveryMethod(
      Metadata headers, BiConsumer<String, GrpcCaller.Answer> check) {
    GrpcCaller caller = GrpcCaller.open(ground.channel, headers);
    for (GrpcAttack attack : methods()) {
      check.accept(
          attack.method() + " with " + headers, attack.request().to(caller, names()));
    }
  }

  private static void onEveryRoute(
      List<String> headers, BiConsumer<String, RestCaller.Answer> check) {
    for (RestAttack attack : routes()) {
      check.accept(
          attack.route() + " with " + headers, attack.to(ground.rest, names(), headers));
    }
  }

  private static String prefix(String key) {
    return key.substring(0, key.lastIndexOf('_'));
  }

  private static String secret(String key) {
    return key.substring(key.lastIndexOf('_'));
  }

  private static List<String> forgeries() {
    return List.of(
        "",
        "Bearer",
        "Bearer nonsense",
        "Bearer null",
        own,
        "Basic " + own,
        "Bearer " + prefix(victim) + secret(own),
        "Bearer " + prefix(own) + secret(victim),
        "Bearer qk_aaaaaaaaaaaaaaaa" + secret(victim),
        "Bearer " + prefix(victim),
        "Bearer " + victim.toUpperCase(Locale.ROOT),
        "Bearer " + victim.substring(0, victim.length() - 1),
        "Bearer " + victim + "a",
        "Bearer " + own + " " + victim,
        "Bearer " + own + "," + victim,
        "Bearer " + prefix(victim) + "_' OR '1'='1");
  }

  @Test
  void withoutAGoodKeyThereIsNoWayIn() {
    onEveryMethod(
        new Metadata(),
        (call, told) -> assertThat(told.code()).as(call).isEqualTo(UNAUTHENTICATED));
    onEveryRoute(
        List.of(), (call, told) -> assertThat(told.status()).as(call).isEqualTo(401));
    for (String forgery : forgeries()) {
      Metadata headers = new Metadata();
      headers.put(GrpcCaller.AUTHORIZATION, forgery);
      onEveryMethod(
          headers,
          (call, told) -> {
            assertThat(told.code()).as(call + forgery).isEqualTo(UNAUTHENTICATED);
            assertThat(told.text()).as(call).doesNotContain(BreakOut.SECRETS);
          });
      onEveryRoute(
          List.of("Authorization: " + forgery),
          (call, told) -> assertThat(told.status()).as(call).isEqualTo(401));
    }
  }

  @Test
  void aKeyOfTheVictimWithAnotherSecretIsAnsweredLikeAKeyThatNobodyHas() {
    List<GrpcCaller.Answer> known = new ArrayList<>();
    List<GrpcCaller.Answer> unknown = new ArrayList<>();
    onEveryMethod(
        GrpcCaller.bearer(prefix(victim) + secret(own)), (call, told) -> known.add(told));
    onEveryMethod(
        GrpcCaller.bearer("qk_aaaaaaaaaaaaaaaa" + secret(own)), (call, told) -> unknown.add(told));

    assertThat(known).isEqualTo(unknown).hasSizeGreaterThan(20);
  }

  @Test
  void twoKeysAreNone() {
    for (List<String> keys : List.of(List.of(own, victim), List.of(victim, own))) {
      Metadata headers = new Metadata();
      keys.forEach(key -> headers.put(GrpcCaller.AUTHORIZATION, "Bearer " + key));
      onEveryMethod(
          headers,
          (call, told) -> {
            assertThat(told.code()).as(call).isEqualTo(INVALID_ARGUMENT);
            assertThat(told.text()).as(call).startsWith("invalid authorization");
          });
      onEveryRoute(
          keys.stream().map(BreakOut::bearer).toList(),
          (call, told) -> assertThat(told.status()).as(call).isEqualTo(400));
    }
  }

  @Test
  void theHeaderReachesNobodyElseWhetherThereIsSuchACompanyOrNot() {
    for (Role role : ground.attacker.roles()) {
      for (String other :
          List.of(
              ground.victim.id,
              ground.nobodyNames.tenant(),
              "tenant_" + ground.victim.id,
              "quintet_canary_one",
              "demo")) {
        String key = ground.attacker.key(role);
        Metadata headers = GrpcCaller.bearer(key);
        headers.put(GrpcCaller.TENANT, other);
        onEveryMethod(
            headers,
            (call, told) ->
                assertThat(told)
                    .as(call)
                    .isEqualTo(new GrpcCaller.Answer(PERMISSION_DENIED, DENIED)));
        onEveryRoute(
            List.of(BreakOut.bearer(key), "x-tenant-id: " + other),
            (call, told) -> {
              assertThat(told.status()).as(call).isEqualTo(403);
              assertThat(told.text()).as(call).doesNotContain(other);
            });
      }
    }
  }

  private static List<String> noTenants() {
    String id = ground.victim.id;
    return List.of(
        "",
        id.toUpperCase(Locale.ROOT),
        ground.attacker.id + "," + id,
        ground.attacker.id + ";" + id,
        ground.attacker.id + " " + id,
        "../" + id,
        "*",
        "%",
        id + "'--",
        id + "%00",
        "quintet",
        "pg_catalog");
  }

  @Test
  void aHeaderThatIsNoTenantIsRefused() {
    for (String header : noTenants()) {
      Metadata headers = GrpcCaller.bearer(own);
      headers.put(GrpcCaller.TENANT, header);
      onEveryMethod(
          headers,
          (call, told) -> {
            assertThat(told.code()).as(call).isEqualTo(INVALID_ARGUMENT);
            assertThat(told.text()).as(call).startsWith("invalid x-tenant-id");
          });
      onEveryRoute(
          List.of(BreakOut.bearer(own), "x-tenant-id: " + header),
          (call, told) -> assertThat(told.status()).as(call).isEqualTo(400));
    }
  }

  @Test
  void aHeaderThatIsThereTwiceIsRefused() {
    for (List<String> tenants :
        List.of(
            List.of(ground.attacker.id, ground.victim.id),
            List.of(ground.victim.id, ground.attacker.id))) {
      Metadata headers = GrpcCaller.bearer(own);
      tenants.forEach(tenant -> headers.put(GrpcCaller.TENANT, tenant));
      onEveryMethod(
          headers, (call, told) -> assertThat(told.code()).as(call).isEqualTo(INVALID_ARGUMENT));
      onEveryRoute(
          List.of(
              BreakOut.bearer(own),
              "x-tenant-id: " + tenants.get(0),
              "X-TENANT-ID: " + tenants.get(1)),
          (call, told) -> assertThat(told.status()).as(call).isEqualTo(400));
    }
  }

  /** Names under which another reader of headers might find a tenant. */
  @Test
  void otherHeadersChangeNothing() {
    Metadata headers = GrpcCaller.bearer(own);
    headers.put(
        Metadata.Key.of("x-tenant-id-bin", Metadata.BINARY_BYTE_MARSHALLER),
        ground.victim.id.getBytes(US_ASCII));
    List<String> restHeaders = new ArrayList<>();
    restHeaders.add("x-tenant-id-bin: " + ground.victim.id);
    for (String name :
        List.of(
            "x-tenant",
            "tenant",
            "x_tenant_id",
            "quintet-tenant",
            "x-user-id",
            "x-clickhouse-user",
            "x-quintet-tenant",
            "quintet.tenants",
            "x-forwarded-user",
            "x-original-url")) {
      headers.put(GrpcCaller.key(name), ground.victim.id);
      restHeaders.add(name + ": " + ground.victim.id);
    }
    assertAnsweredAsWithout(headers, restHeaders);
  }

  private static void assertAnsweredAsWithout(Metadata headers, List<String> restHeaders) {
    // What changes something has changed it by then.
    onEveryMethod(GrpcCaller.bearer(own), (call, told) -> {});
    List<GrpcCaller.Answer> plain = new ArrayList<>();
    onEveryMethod(GrpcCaller.bearer(own), (call, told) -> plain.add(steady(told)));
    List<GrpcCaller.Answer> forged = new ArrayList<>();
    onEveryMethod(headers, (call, told) -> forged.add(steady(told)));
    assertThat(forged).isEqualTo(plain);

    String admin = BreakOut.bearer(ground.attacker.key(Role.TENANT_ADMIN));
    List<RestCaller.Answer> plainRest = new ArrayList<>();
    onEveryRoute(List.of(admin), (call, told) -> plainRest.add(steady(told)));
    List<RestCaller.Answer> forgedRest = new ArrayList<>();
    onEveryRoute(
        Stream.concat(Stream.of(admin), restHeaders.stream()).toList(),
        (call, told) -> forgedRest.add(steady(told)));
    assertThat(forgedRest).isEqualTo(plainRest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grpc.health.v1.Health/../quintet.marketdata.v1.MarketDataService/LastQuote",
        "quintet.marketdata.v1.MarketDataService/LastQuote/",
        "quintet.marketdata.v1.MarketDataService//LastQuote",
        "quintet.marketdata.v1.MarketDataService/lastquote",
        "QUINTET.MARKETDATA.V1.MARKETDATASERVICE/LastQuote",
        "quintet.marketdata.v1.MarketDataService/LastQuote?tenant=breakout_victim",
        "quintet.marketdata.v1.MarketDataService/%4castQuote",
        "quintet.marketdata.v1.MarketDataService.LastQuote/x"
      })
  void anotherSpellingOfAMethodIsNoMethod(String method) {
    LastQuoteRequest request =
        LastQuoteRequest.newBuilder().setSymbol(ground.victimNames.symbol()).build();
    for (Metadata headers : List.of(new Metadata(), GrpcCaller.bearer(own))) {
      GrpcCaller.Answer told = spelled(GrpcCaller.open(ground.channel, headers), method, request);
      assertThat(told.code()).isIn(UNIMPLEMENTED, UNAUTHENTICATED);
    }
  }

  /** Without what a call makes anew, or counts. */
  private static String steady(String text) {
    return CHANGING.matcher(text).replaceAll("");
  }

  private static GrpcCaller.Answer steady(GrpcCaller.Answer told) {
    return new GrpcCaller.Answer(told.code(), steady(told.text()));
  }

  private static RestCaller.Answer steady(RestCaller.Answer told) {
    return new RestCaller.Answer(told.status(), steady(told.text()));
  }

  private static GrpcCaller.Answer spelled(
      GrpcCaller caller, String method, LastQuoteRequest request) {
    return caller.call(
        MarketDataServiceGrpc.getLastQuoteMethod().toBuilder().setFullMethodName(method).build(),
        List.of(request));
  }

  @Test
  void noSpellingOfAPathShowsAnotherCompany() {
    for (Role role : ground.attacker.roles()) {
      List<String> headers = List.of(BreakOut.bearer(ground.attacker.key(role)));
      for (RestAttack attack : RestAttack.paths(ground.attacker.id)) {
        RestCaller.Answer told = attack.to(ground.rest, ground.victimNames, headers);
        String call = attack.path().apply(ground.victimNames);

        assertThat(told.status()).as(call).isIn(200, 400, 403, 404);
        assertThat(told.text()).as(call).doesNotContain("\"name\":\"" + ground.victim.id);
        assertThat(told.without(ground.victimNames.all()))
            .as(call)
            .isEqualTo(
                attack
                    .to(ground.rest, ground.nobodyNames, headers)
                    .without(ground.nobodyNames.all()));
      }
    }
  }
}
