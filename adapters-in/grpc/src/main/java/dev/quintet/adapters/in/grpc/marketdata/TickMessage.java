package dev.quintet.adapters.in.grpc.marketdata;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.quintet.adapters.in.grpc.marketdata.TickColumn.Coding;
import dev.quintet.domain.marketdata.BatchId;
import dev.quintet.domain.marketdata.BatchTerms;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickColumns;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.marketdata.v1.Tick;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An {@code IngestTicksRequest}, decoded from its bytes straight into columns: the generated message
 * with its growing lists is most of a server's work otherwise. It takes every encoding that the
 * generated parser takes: packed or not, in any order, repeated, with unknown fields.
 */
final class TickMessage {

  private static final int VARINT = WireFormat.WIRETYPE_VARINT;
  private static final int LENGTH = WireFormat.WIRETYPE_LENGTH_DELIMITED;

  private String batchId = "";
  private String source = "";
  private String userId = "";
  private final List<String> symbols = new ArrayList<>(1);
  private int symbolCount;
  private int priceScale;
  private int volumeScale;
  private boolean corrections;
  private boolean earlyTimes;
  private @Nullable TickKind kind;
  private final TickColumn symbolIndexes = new TickColumn(Coding.UNSIGNED_32);
  private final TickColumn eventTimes = new TickColumn(Coding.DIFFERENCES);
  private final TickColumn sequences = new TickColumn(Coding.UNSIGNED_32);
  private final TickColumn first = new TickColumn(Coding.DIFFERENCES);
  private final TickColumn second = new TickColumn(Coding.DIFFERENCES);
  private final TickColumn volumes = new TickColumn(Coding.ZIGZAG);

  private final List<Tick> rows = new ArrayList<>(0);
  private final byte[] bytes;

  private TickMessage(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Decodes a message.
   *
   * @throws InvalidProtocolBufferException when the bytes are none
   */
  static TickMessage parse(byte[] bytes) throws IOException {
    TickMessage message = new TickMessage(bytes);
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      message.field(in, tag);
    }
    return message;
  }

  /** A known number with another wire type is an unknown field. */
  private void field(CodedInputStream in, int tag) throws IOException {
    switch (tag) {
      case 1 << 3 | LENGTH -> batchId = in.readStringRequireUtf8();
      case 2 << 3 | LENGTH -> source = in.readStringRequireUtf8();
      case 3 << 3 | LENGTH -> symbol(in.readStringRequireUtf8());
      case 4 << 3 | VARINT, 4 << 3 | LENGTH -> column(in, tag, symbolIndexes);
      case 5 << 3 | VARINT, 5 << 3 | LENGTH -> column(in, tag, eventTimes);
      case 6 << 3 | VARINT, 6 << 3 | LENGTH -> column(in, tag, sequences);
      case 7 << 3 | VARINT -> priceScale = in.readUInt32();
      case 8 << 3 | LENGTH -> prices(in, TickKind.QUOTE);
      case 9 << 3 | LENGTH -> prices(in, TickKind.TRADE);
      case 10 << 3 | VARINT -> volumeScale = in.readUInt32();
      case 11 << 3 | VARINT, 11 << 3 | LENGTH -> column(in, tag, volumes);
      case 12 << 3 | LENGTH -> userId = in.readStringRequireUtf8();
      case 13 << 3 | VARINT -> corrections = in.readBool();
      case 14 << 3 | VARINT -> earlyTimes = in.readBool();
      case 15 << 3 | LENGTH -> row(in);
      default -> skip(in, tag);
    }
  }

  /** Parsed when there are too many as well: what is no message is refused as such. */
  private void row(CodedInputStream in) throws IOException {
    Tick tick = Tick.parseFrom(in.readByteArray());
    if (rows.size() <= TickMessages.MOST) {
      rows.add(tick);
    }
  }

  private void symbol(String symbol) {
    if (++symbolCount <= TickBatch.MAX_SYMBOLS) {
      symbols.add(symbol);
    }
  }

  /** Packed numbers, or one. */
  private void column(CodedInputStream in, int tag, TickColumn column) throws IOException {
    if (WireFormat.getTagWireType(tag) == LENGTH) {
      int length = in.readRawVarint32();
      int start = in.getTotalBytesRead();
      in.skipRawBytes(length);
      column.addPacked(bytes, start, start + length);
    } else {
      column.add(in.readRawVarint64());
    }
  }

  private static void skip(CodedInputStream in, int tag) throws IOException {
    if (!in.skipField(tag)) {
      throw new InvalidProtocolBufferException("a group ends that did not begin");
    }
  }

  /** Of quotes and trades the last one counts; parts of the same kind belong together. */
  private void prices(CodedInputStream in, TickKind given) throws IOException {
    if (kind != given) {
      first.clear();
      second.clear();
      kind = given;
    }
    int end = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      boolean asks = tag == (2 << 3 | VARINT) || tag == (2 << 3 | LENGTH);
      if (tag == (1 << 3 | VARINT) || tag == (1 << 3 | LENGTH)) {
        column(in, tag, first);
      } else if (asks && given == TickKind.QUOTE) {
        column(in, tag, second);
      } else {
        skip(in, tag);
      }
    }
    in.popLimit(end);
  }

  /** The caller's id of the batch, as it was sent. */
  String batchId() {
    return batchId;
  }

  /** How many rows so many bytes may hold, each of which has a time and a price at least. */
  static int mostRows(int bytes) {
    return Math.min(bytes / 2, TickBatch.MAX_ROWS);
  }

  /**
   * The batch with its rows checked.
   *
   * @throws ProblemException Invalid when the batch as a whole breaks a limit; NotFound when it is of
   *     another user than the call acts for
   */
  TickBatch batch(Principal principal, Instant now) {
    BatchId id = new BatchId(batchId);
    Source feed = new Source(source);
    UserId user = TickMessages.owner(principal, userId);
    BatchTerms terms = new BatchTerms(corrections, earlyTimes, false);
    TickColumns offered = rows.isEmpty() ? columns() : TickMessages.columns(onlyRows(), feed);
    return TickBatch.admit(id, feed, user, terms, offered, now);
  }

  private List<Tick> onlyRows() {
    if (symbolCount > 0 || eventTimes.size() > 0 || kind != null) {
      throw ProblemException.invalid("ticks", "come instead of symbols and columns");
    }
    return rows;
  }

  private TickColumns columns() {
    if (eventTimes.size() > TickBatch.MAX_ROWS) {
      throw ProblemException.invalid(
          "event_times", "a batch must have at most " + TickBatch.MAX_ROWS + " rows");
    }
    if (symbolCount == 0 || symbolCount > TickBatch.MAX_SYMBOLS) {
      throw ProblemException.invalid("symbols", "must be 1 to " + TickBatch.MAX_SYMBOLS);
    }
    if (kind == null) {
      throw ProblemException.invalid("prices", "must be quotes or trades");
    }
    boolean quotes = kind == TickKind.QUOTE;
    within64Bits("event_times", eventTimes);
    within64Bits(quotes ? "bids" : "prices", first);
    within64Bits("asks", second);
    return new TickColumns(
        kind,
        symbols.stream().map(Symbol::new).toArray(Symbol[]::new),
        symbolIndexes.size() == 0 ? null : symbolIndexes.ints(),
        eventTimes.longs(),
        sequences.size() == 0 ? null : sequences.ints(),
        priceScale,
        first.longs(),
        quotes ? second.longs() : null,
        volumeScale,
        volumes.size() == 0 ? null : volumes.longs());
  }

  private static void within64Bits(String field, TickColumn column) {
    if (column.overflown()) {
      throw ProblemException.invalid(field, "adds up to more than 64 bits");
    }
  }
}
