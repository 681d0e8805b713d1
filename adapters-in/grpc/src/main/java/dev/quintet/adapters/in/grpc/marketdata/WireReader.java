package dev.quintet.adapters.in.grpc.marketdata;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Reads the protobuf wire format from an array, up to an end. */
final class WireReader {

  static final int VARINT = 0;
  static final int LENGTH_DELIMITED = 2;

  private static final int FIXED64 = 1;
  private static final int START_GROUP = 3;
  private static final int END_GROUP = 4;
  private static final int FIXED32 = 5;
  private static final int MAX_DEPTH = 100;
  private static final int MAX_SHIFT = 63;

  private final byte[] bytes;
  private final int end;
  private int position;

  WireReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  int position() {
    return position;
  }

  boolean atEnd() {
    return position == end;
  }

  /** A field's number and wire type. */
  int tag() throws InvalidProtocolBufferException {
    int tag = (int) varint();
    if (tag >>> 3 == 0) {
      throw malformed("a field without a number");
    }
    return tag;
  }

  long varint() throws InvalidProtocolBufferException {
    long value = 0;
    for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
      if (position == end) {
        throw malformed("it ends early");
      }
      byte next = bytes[position++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed("a number of more than 10 bytes");
  }

  int uint32() throws InvalidProtocolBufferException {
    return (int) varint();
  }

  String string() throws InvalidProtocolBufferException {
    WireReader content = nested();
    int length = content.end - content.position;
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, content.position, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed("a text that is not UTF-8");
    }
  }

  /** What follows with its length before it; this reader goes on behind it. */
  WireReader nested() throws InvalidProtocolBufferException {
    int length = (int) varint();
    if (length < 0 || length > end - position) {
      throw malformed("a part that is longer than the whole");
    }
    WireReader nested = new WireReader(bytes, position, position + length);
    position += length;
    return nested;
  }

  /** All that is left, as packed numbers. */
  void packed(TickColumn column) throws InvalidProtocolBufferException {
    column.addPacked(bytes, position, end);
    position = end;
  }

  /** Skips a field that nobody knows here. */
  void skip(int tag) throws InvalidProtocolBufferException {
    skip(tag, 0);
  }

  private void skip(int tag, int depth) throws InvalidProtocolBufferException {
    switch (tag & 7) {
      case VARINT -> {
        var unused = varint();
      }
      case FIXED64 -> skipBytes(Long.BYTES);
      case LENGTH_DELIMITED -> {
        var unused = nested();
      }
      case START_GROUP -> skipGroup(tag, depth + 1);
      case FIXED32 -> skipBytes(Integer.BYTES);
      default -> throw malformed("an unknown kind of field");
    }
  }

  private void skipGroup(int start, int depth) throws InvalidProtocolBufferException {
    if (depth > MAX_DEPTH) {
      throw malformed("it is nested too deeply");
    }
    int close = (start & ~7) | END_GROUP;
    for (int tag = tag(); tag != close; tag = tag()) {
      skip(tag, depth);
    }
  }

  private void skipBytes(int count) throws InvalidProtocolBufferException {
    if (count > end - position) {
      throw malformed("it ends early");
    }
    position += count;
  }

  static InvalidProtocolBufferException malformed(String what) {
    return new InvalidProtocolBufferException(what);
  }
}
