package dev.quintet.domain.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PermissionTest {

  private static final Path README = Path.of("../README.md");
  private static final String BEGIN = "<!-- permissions -->\n";
  private static final String END = "<!-- /permissions -->";

  private static final TenantId ACME = new TenantId("acme");

  /** {@code mvn test -pl domain -Dtest=PermissionTest -Dpermissions.print} writes it. */
  @Test
  void theReadmePrintsTheTable() throws IOException {
    String readme = Files.readString(README);
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    int end = readme.indexOf(END);
    if (System.getProperty("permissions.print") != null) {
      Files.writeString(README, readme.substring(0, begin) + table() + readme.substring(end));
    } else {
      assertThat(readme.substring(begin, end))
          .as("to print it again: mvn test -pl domain -Dtest=PermissionTest -Dpermissions.print")
          .isEqualTo(table());
    }
  }

  private static String table() {
    return line(
            "permission",
            Stream.concat(Stream.of(Role.values()).map(Role::word), Stream.of("for one user")))
        + line("---", Stream.generate(() -> ":-:").limit(Role.values().length + 1))
        + Stream.of(Permission.values())
            .map(
                permission ->
                    line(
                        "`" + permission.word() + "`",
                        Stream.concat(
                            Stream.of(Role.values()).map(role -> cell(role, permission)),
                            Stream.of(
                                permission.reach() == Permission.Reach.USER ? "x" : " "))))
            .collect(Collectors.joining());
  }

  private static String line(String first, Stream<String> rest) {
    return Stream.concat(Stream.of(first), rest)
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String cell(Role role, Permission permission) {
    if (!permission.isOf(role)) {
      return " ";
    }
    return permission.reach() == Permission.Reach.EVERY_TENANT ? "all" : "x";
  }

  @ParameterizedTest
  @EnumSource(Permission.class)
  void aPermissionIsAVerbOnAResource(Permission permission) {
    assertThat(permission.word()).matches("[a-z]+:(read|list|create|write|issue|revoke|export)");
  }

  @ParameterizedTest
  @EnumSource(Permission.class)
  void aCallIsAllowedWhatItsRoleIsAndForAllTenantsOnlyIfItIsForAll(Permission permission) {
    List<TenantScope> scopes =
        List.of(
            new TenantScope.One(ACME),
            new TenantScope.Listed(Set.of(ACME)),
            new TenantScope.All());
    for (Role role : Role.values()) {
      for (TenantScope scope : scopes) {
        boolean enough =
            permission.reach() != Permission.Reach.EVERY_TENANT
                || scope instanceof TenantScope.All;
        assertThat(new Principal("key", role, scope, ServiceName.of(role)).allows(permission))
            .as("%s %s %s", role, scope, permission)
            .isEqualTo(permission.isOf(role) && enough);
      }
    }
  }
}
