package dev.quintet.adapters.out.weaviate;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.tenancy.TenantId;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoBase.FilterTarget;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoBase.Filters;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoBase.TextArray;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoBatch.BatchObject;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoSearchGet.MetadataRequest;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoSearchGet.PropertiesRequest;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoSearchGet.SearchRequest;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoSearchGet.SearchResult;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Objects, filters and vectors as messages. */
final class Objects {

  /** What the id of an object is called in filters. */
  static final String ID = "_id";

  private static final long VERSION_8 = 0x8000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private Objects() {}

  /** The same for the same tenant and key (RFC 9562, version 8, of SHA-256). */
  static String id(TenantId tenant, String key) {
    ByteBuffer hash = ByteBuffer.wrap(Sha256.of(tenant + " " + key));
    long high = (hash.getLong() & ~0xF000L) | VERSION_8;
    long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | VARIANT;
    return new UUID(high, low).toString();
  }

  static BatchObject object(Shard shard, String id, Map<String, String> texts) {
    Struct.Builder properties = Struct.newBuilder();
    texts.forEach(
        (name, text) ->
            properties.putFields(name, Value.newBuilder().setStringValue(text).build()));
    return BatchObject.newBuilder()
        .setCollection(shard.collection())
        .setTenant(shard.tenant())
        .setUuid(id)
        .setProperties(BatchObject.Properties.newBuilder().setNonRefProperties(properties))
        .build();
  }

  /** Of 32 bits each. */
  static ByteString vector(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return ByteString.copyFrom(bytes.flip());
  }

  /** Asks for objects of it, with these properties and their ids. */
  static SearchRequest.Builder in(Shard shard, List<String> properties) {
    return SearchRequest.newBuilder()
        .setCollection(shard.collection())
        .setTenant(shard.tenant())
        .setUses127Api(true)
        .setMetadata(MetadataRequest.newBuilder().setUuid(true))
        .setProperties(PropertiesRequest.newBuilder().addAllNonRefProperties(properties));
  }

  /** What the object has of that name; empty: nothing. */
  static String text(SearchResult found, String name) {
    var fields = found.getProperties().getNonRefProps().getFieldsMap();
    var value = fields.get(name);
    return value == null ? "" : value.getTextValue();
  }

  static Filters equal(String name, String text) {
    return on(name, Filters.Operator.OPERATOR_EQUAL).setValueText(text).build();
  }

  static Filters anyOf(String name, Collection<String> texts) {
    return on(name, Filters.Operator.OPERATOR_CONTAINS_ANY)
        .setValueTextArray(TextArray.newBuilder().addAllValues(texts))
        .build();
  }

  static Filters atLeast(String name, double number) {
    return on(name, Filters.Operator.OPERATOR_GREATER_THAN_EQUAL).setValueNumber(number).build();
  }

  static Filters lessThan(String name, double number) {
    return on(name, Filters.Operator.OPERATOR_LESS_THAN).setValueNumber(number).build();
  }

  static Filters all(List<Filters> filters) {
    return filters.size() == 1
        ? filters.getFirst()
        : Filters.newBuilder()
            .setOperator(Filters.Operator.OPERATOR_AND)
            .addAllFilters(filters)
            .build();
  }

  private static Filters.Builder on(String name, Filters.Operator operator) {
    return Filters.newBuilder()
        .setOperator(operator)
        .setTarget(FilterTarget.newBuilder().setProperty(name));
  }
}
