package dev.quintet.adapters.in.grpc.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.DynamicMessage;
import dev.quintet.domain.marketdata.BatchId;
import dev.quintet.domain.marketdata.BatchTerms;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickColumns;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.marketdata.v1.IngestTicksRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The decoder of batches reads what protobuf's own parser reads, and refuses what it refuses. */
class TickMessageProperties {

  private static final String MALFORMED = "malformed";
  private static final Instant NOW = Instant.parse("2024-05-08T12:00:00Z");

  @Property(tries = 1_000)
  void anyEncodingIsReadAsProtobufReadsIt(@ForAll long seed) {
    byte[] bytes = new Encoder(new Random(seed)).message();

    assertThat(ours(bytes)).isEqualTo(protobuf(bytes));
  }

  @Property(tries = 5_000)
  void damagedBytesAreRefusedWhereProtobufRefusesThem(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int damages) {
    Random random = new Random(seed);
    byte[] bytes = new Encoder(random).message();
    for (int i = 0; i < damages && bytes.length > 0; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }

    // Not what it holds: of a number's superfluous tenth byte protobuf's own readers make this or
    // that, depending on where in their buffer it stands.
    assertThat(ours(bytes).equals(MALFORMED)).isEqualTo(protobuf(bytes).equals(MALFORMED));
  }

  @Property(tries = 5_000)
  void randomBytesAreRefusedWhereProtobufRefusesThem(
      @ForAll @Size(max = 40) byte[] bytes) {
    assertThat(ours(bytes)).isEqualTo(protobuf(bytes));
  }

  @Property(tries = 500)
  void aMessageThatEndsEarlyIsRefusedWhereProtobufRefusesIt(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 1_000) int permille) {
    byte[] whole = new Encoder(new Random(seed)).message();
    byte[] bytes = Arrays.copyOf(whole, whole.length * permille / 1_000);

    assertThat(ours(bytes)).isEqualTo(protobuf(bytes));
  }

  @Example
  void valuesThatAreNotKeptMustBeNumbersAllTheSame() {
    byte[] times = new byte[TickBatch.MAX_ROWS + 1_000];
    byte[] good =
        written(
            out -> {
              out.writeString(1, "b");
              out.writeString(2, "fxcm");
              out.writeByteArray(5, times);
            });
    byte[] bad = good.clone();
    bad[bad.length - 1] = (byte) 0x80;

    assertThat(ours(good)).startsWith("Invalid[field=event_times");
    assertThat(ours(bad)).isEqualTo(MALFORMED);
  }

  private static final Principal TENANT =
      new Principal(
          "test",
          Role.SERVICE,
          new TenantScope.One(new TenantId("acme")),
          ServiceName.of(Role.SERVICE));

  /** The batch or why there is none, as text. */
  private static String ours(byte[] bytes) {
    try {
      return describe(TickMessage.parse(bytes).batch(TENANT, NOW));
    } catch (IOException e) {
      return MALFORMED;
    } catch (ProblemException e) {
      return e.problem().toString();
    }
  }

  private static String protobuf(byte[] bytes) {
    try {
      // Through the dynamic parser: after quotes, trades and quotes again the generated one keeps
      // the first quotes too, while the last member of a oneof is all that counts.
      DynamicMessage message = DynamicMessage.parseFrom(IngestTicksRequest.getDescriptor(), bytes);
      IngestTicksRequest request = IngestTicksRequest.parseFrom(message.toByteString());
      BatchId id = new BatchId(request.getBatchId());
      Source source = new Source(request.getSource());
      UserId user = request.getUserId().isEmpty() ? null : new UserId(request.getUserId());
      BatchTerms terms = new BatchTerms(request.getCorrections(), request.getEarlyTimes(), false);
      return describe(TickBatch.admit(id, source, user, terms, columns(request), NOW));
    } catch (IOException e) {
      return MALFORMED;
    } catch (ProblemException e) {
      return e.problem().toString();
    } catch (ArithmeticException e) {
      return "Invalid[field=" + e.getMessage() + ", reason=adds up to more than 64 bits]";
    }
  }

  private static String describe(TickBatch batch) {
    return batch.id() + " " + batch.contentHash() + " " + batch.rejected();
  }

  private static TickColumns columns(IngestTicksRequest request) {
    if (request.getTicksCount() > 0) {
      return TickMessages.columns(request.getTicksList(), new Source(request.getSource()));
    }
    if (request.getSymbolsCount() == 0) {
      throw ProblemException.invalid("symbols", "must be 1 to 1000");
    }
    boolean quotes = request.hasQuotes();
    if (!quotes && !request.hasTrades()) {
      throw ProblemException.invalid("prices", "must be quotes or trades");
    }
    long[] eventTimes = sums("event_times", request.getEventTimesList());
    long[] first =
        quotes
            ? sums("bids", request.getQuotes().getBidsList())
            : sums("prices", request.getTrades().getPricesList());
    long[] second = quotes ? sums("asks", request.getQuotes().getAsksList()) : null;
    return new TickColumns(
        quotes ? TickKind.QUOTE : TickKind.TRADE,
        request.getSymbolsList().stream().map(Symbol::new).toArray(Symbol[]::new),
        ints(request.getSymbolIndexesList()),
        eventTimes,
        ints(request.getSequencesList()),
        request.getPriceScale(),
        first,
        second,
        request.getVolumeScale(),
        request.getVolumesCount() == 0
            ? null
            : request.getVolumesList().stream().mapToLong(Long::longValue).toArray());
  }

  private static int @Nullable [] ints(List<Integer> values) {
    return values.isEmpty() ? null : values.stream().mapToInt(Integer::intValue).toArray();
  }

  private static long[] sums(String field, List<Long> differences) {
    long[] sums = new long[differences.size()];
    long sum = 0;
    boolean overflown = false;
    for (int i = 0; i < sums.length; i++) {
      try {
        sum = Math.addExact(sum, differences.get(i));
      } catch (ArithmeticException e) {
        overflown = true;
        sum += differences.get(i);
      }
      sums[i] = sum;
    }
    if (overflown) {
      throw new ArithmeticException(field);
    }
    return sums;
  }

  /** Writes messages in every way that the wire format allows. */
  private static final class Encoder {

    private final Random random;
    private final int rows;

    Encoder(Random random) {
      this.random = random;
      this.rows = random.nextInt(random.nextInt(10) == 0 ? 300 : 12);
    }

    byte[] message() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      int[] fields = random.ints(0, 14).limit(40).toArray();
      int[] once = {1, 2, 3, 5, 7, 8, 10};
      boolean plausible = random.nextInt(4) > 0;
      for (int field : plausible ? once : fields) {
        bytes.writeBytes(field(field));
        if (random.nextInt(10) == 0) {
          bytes.writeBytes(unknown());
        }
      }
      if (plausible && random.nextBoolean()) {
        bytes.writeBytes(field(new int[] {4, 6, 11, 12}[random.nextInt(4)]));
      }
      return bytes.toByteArray();
    }

    private byte[] field(int field) {
      return written(
          out -> {
            switch (field) {
              case 1 -> out.writeString(1, text("b-1", "x".repeat(70), "é", ""));
              case 2 -> out.writeString(2, text("fxcm", "f.1", "F", "ü"));
              case 3 -> out.writeString(3, text("EURUSD", "USDJPY", "eur", ""));
              case 4 -> out.writeRawBytes(column(4, 2, false));
              case 5 -> out.writeRawBytes(column(5, 1_000_000_000_000L, true));
              case 6 -> out.writeRawBytes(column(6, 5, false));
              case 7 -> out.writeUInt32(7, random.nextInt(10));
              case 8 -> out.writeByteArray(8, prices(2));
              case 9 -> out.writeByteArray(9, prices(1));
              case 10 -> out.writeUInt32(10, random.nextInt(10));
              case 11 -> out.writeRawBytes(column(11, 1_000, true));
              case 12 -> out.writeString(12, text("u", "user@example.org", " "));
              default -> out.writeRawBytes(unknown());
            }
          });
    }

    private String text(String... choices) {
      return choices[random.nextInt(4) > 0 ? 0 : random.nextInt(choices.length)];
    }

    private byte[] prices(int columns) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int column = 1; column <= columns; column++) {
        bytes.writeBytes(column(column, 100_000, true));
        if (random.nextInt(5) == 0) {
          bytes.writeBytes(unknown());
        }
      }
      return bytes.toByteArray();
    }

    /** Values packed, one by one, or some of both. */
    private byte[] column(int field, long most, boolean zigzag) {
      long bound = random.nextInt(3) == 0 ? 50 : most;
      return written(
          out -> {
            int left = random.nextInt(8) == 0 ? random.nextInt(12) : rows;
            while (left > 0) {
              int part = 1 + random.nextInt(left);
              if (random.nextBoolean()) {
                byte[] packed = written(inner -> values(inner, part, bound, zigzag));
                out.writeByteArray(field, packed);
              } else {
                for (int i = 0; i < part; i++) {
                  out.writeTag(field, 0);
                  values(out, 1, bound, zigzag);
                }
              }
              left -= part;
            }
          });
    }

    private void values(CodedOutputStream out, int count, long bound, boolean zigzag)
        throws IOException {
      for (int i = 0; i < count; i++) {
        long value =
            random.nextInt(200) == 0 ? random.nextLong() : random.nextLong(bound) - bound / 8;
        if (zigzag) {
          out.writeSInt64NoTag(value);
        } else {
          out.writeUInt64NoTag(random.nextInt(20) == 0 ? value : Math.abs(value));
        }
      }
    }

    private byte[] unknown() {
      return written(
          out -> {
            switch (random.nextInt(6)) {
              case 0 -> out.writeUInt64(100, random.nextLong());
              case 1 -> out.writeFixed64(101, random.nextLong());
              case 2 -> out.writeFixed32(102, random.nextInt());
              case 3 -> out.writeString(103, "unknown");
              case 4 -> {
                out.writeTag(104, 3);
                out.writeRawBytes(random.nextInt(3) == 0 ? unknown() : new byte[0]);
                out.writeTag(104, 4);
              }
              // A known number with another wire type.
              default -> out.writeFixed32(1 + random.nextInt(12), random.nextInt());
            }
          });
    }
  }

  private interface Writing {
    void to(CodedOutputStream out) throws IOException;
  }

  private static byte[] written(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      writing.to(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
