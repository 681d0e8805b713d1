package dev.quintet.adapters.in.rest.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON schemas of what is sent and answered. A name means one thing wherever it stands, so what
 * its values are is said once, in a table of fields; a record adds which of them it has and which it
 * may lack.
 */
final class Schemas {

  static final Map<String, Object> TEXT = Map.of("type", "string");

  private static final Map<Class<?>, Map<String, Object>> TYPES =
      Map.of(
          String.class, TEXT,
          boolean.class, Map.of("type", "boolean"),
          long.class, Map.of("type", "integer", "format", "int64"),
          Long.class, Map.of("type", "integer", "format", "int64"),
          int.class, Map.of("type", "integer", "format", "int32"),
          Integer.class, Map.of("type", "integer", "format", "int32"),
          BigDecimal.class, Map.of("type", "number"));

  private final Map<String, Map<String, Object>> fields;
  private final Map<String, Map<String, Object>> components = new TreeMap<>();

  /**
   * @param fields by name; by record and name where a name has two meanings
   */
  Schemas(Map<String, Map<String, Object>> fields) {
    this.fields = fields;
  }

  /** By the names that references have. */
  Map<String, Map<String, Object>> components() {
    return components;
  }

  /**
   * What the values of a parameter, header or property of a request are.
   *
   * @param owner the operation or its body, where the name has another meaning than elsewhere
   */
  Map<String, Object> field(String owner, String name) {
    Map<String, Object> own = fields.get(owner + "." + name);
    return own != null
        ? own
        : Objects.requireNonNull(fields.get(name), () -> "no field " + name);
  }

  /** A reference to the object that a request holds; said as a whole where it is no flat one. */
  Map<String, Object> request(String name, List<String> required, List<String> optional) {
    Map<String, Object> whole = fields.get(name);
    if (whole != null) {
      components.put(name, whole);
      return reference(name);
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    required.forEach(property -> properties.put(property, field(name, property)));
    optional.forEach(property -> properties.put(property, field(name, property)));
    components.put(name, object(properties, required));
    return reference(name);
  }

  /** A reference to the schema of a record; any object where it is none. */
  Map<String, Object> answer(Class<?> type) {
    if (!type.isRecord()) {
      if (Number.class.isAssignableFrom(type)) {
        throw new IllegalArgumentException("no schema of " + type.getName());
      }
      return Map.of("type", "object");
    }
    String name = name(type);
    if (!components.containsKey(name)) {
      components.put(name, Map.of());
      components.put(name, of(type, name));
    }
    return reference(name);
  }

  private Map<String, Object> of(Class<?> type, String name) {
    JsonInclude included = type.getAnnotation(JsonInclude.class);
    boolean always = included != null && included.value() == JsonInclude.Include.ALWAYS;
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String property = snake(component.getName());
      boolean nullable = isNullable(component.getAnnotatedType());
      Map<String, Object> schema = of(component, name + "." + property, property);
      properties.put(property, nullable && always ? orNull(schema) : schema);
      if (always || !nullable) {
        required.add(property);
      }
    }
    return object(properties, required);
  }

  /** As the table of fields says, if it says what a value of that type can be. */
  private Map<String, Object> of(RecordComponent component, String own, String property) {
    Map<String, Object> plain = of(component.getAnnotatedType());
    Map<String, Object> said = fields.getOrDefault(own, fields.getOrDefault(property, plain));
    Object type = plain.get("type");
    if (type != null && !type.equals(said.getOrDefault("type", type))) {
      throw new IllegalArgumentException(own + " is " + plain + ", not " + said);
    }
    return said;
  }

  private Map<String, Object> of(AnnotatedType annotated) {
    Type type = annotated.getType();
    if (annotated instanceof AnnotatedParameterizedType generic) {
      AnnotatedType[] of = generic.getAnnotatedActualTypeArguments();
      Map<String, Object> last = of(of[of.length - 1]);
      Map<String, Object> items = isNullable(of[of.length - 1]) ? orNull(last) : last;
      return of.length == 1
          ? Map.of("type", "array", "items", items)
          : Map.of("type", "object", "additionalProperties", items);
    }
    Map<String, Object> simple = type instanceof Class<?> known ? TYPES.get(known) : null;
    return simple != null ? simple : answer((Class<?>) type);
  }

  private static Map<String, Object> object(
      Map<String, Object> properties, List<String> required) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  static Map<String, Object> orNull(Map<String, Object> schema) {
    Object type = schema.get("type");
    if (type == null) {
      return Map.of("oneOf", List.of(schema, Map.of("type", "null")));
    }
    Map<String, Object> nullable = new LinkedHashMap<>(schema);
    nullable.put("type", List.of(type, "null"));
    return nullable;
  }

  private static Map<String, Object> reference(String name) {
    return Map.of("$ref", "#/components/schemas/" + name);
  }

  private static boolean isNullable(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }

  /** {@code TenantBody} is Tenant, and its {@code Listing} TenantListing. */
  private static String name(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    String own = type.getSimpleName().replaceFirst("(Body|Controller)$", "");
    return outer == null ? own : outer.getSimpleName().replaceFirst("(Body|Controller)$", "") + own;
  }

  private static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
