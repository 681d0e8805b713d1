package dev.quintet.adapters.in.grpc.tenancy;

import dev.quintet.adapters.in.grpc.kit.GrpcMethods;
import dev.quintet.adapters.in.grpc.kit.Paging;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.tenancy.KeyAdministration;
import dev.quintet.application.tenancy.Keys;
import dev.quintet.application.tenancy.Onboarding;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.ApiKey;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.tenancy.v1.CreateTenantRequest;
import dev.quintet.tenancy.v1.CreateTenantResponse;
import dev.quintet.tenancy.v1.GetTenantRequest;
import dev.quintet.tenancy.v1.IssueKeyRequest;
import dev.quintet.tenancy.v1.IssueKeyResponse;
import dev.quintet.tenancy.v1.Key;
import dev.quintet.tenancy.v1.ListKeysRequest;
import dev.quintet.tenancy.v1.ListKeysResponse;
import dev.quintet.tenancy.v1.ListTenantsRequest;
import dev.quintet.tenancy.v1.ListTenantsResponse;
import dev.quintet.tenancy.v1.RevokeKeyRequest;
import dev.quintet.tenancy.v1.Tenant;
import dev.quintet.tenancy.v1.TenantServiceGrpc;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** {@code quintet.tenancy.v1.TenantService}. */
@Singleton
final class TenantGrpcService implements BindableService {

  private final GrpcMethods calls;
  private final Onboarding onboarding;
  private final KeyAdministration keys;

  TenantGrpcService(GrpcMethods calls, Onboarding onboarding, KeyAdministration keys) {
    this.calls = calls;
    this.onboarding = onboarding;
    this.keys = keys;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return calls
        .service(TenantServiceGrpc.getServiceDescriptor())
        .unary(TenantServiceGrpc.getCreateTenantMethod(), this::createTenant)
        .read(TenantServiceGrpc.getGetTenantMethod(), this::getTenant)
        .read(TenantServiceGrpc.getListTenantsMethod(), this::listTenants)
        .unary(TenantServiceGrpc.getIssueKeyMethod(), this::issueKey)
        .read(TenantServiceGrpc.getListKeysMethod(), this::listKeys)
        .unary(TenantServiceGrpc.getRevokeKeyMethod(), this::revokeKey)
        .build();
  }

  private CreateTenantResponse createTenant(CreateTenantRequest request, Caller caller) {
    Onboarding.Created created =
        onboarding.create(
            caller.principal(),
            new TenantId(request.getTenant()),
            request.getName(),
            Tier.of(request.getTier()),
            caller.deadline());
    return CreateTenantResponse.newBuilder()
        .setTenant(tenant(created.tenant()))
        .setCreated(created.created())
        .setTenantAdminKey(created.adminKey().orElse(""))
        .build();
  }

  private Tenant getTenant(GetTenantRequest request, Caller caller) {
    return tenant(
        onboarding.byId(
            caller.principal(), new TenantId(request.getTenant()), caller.deadline()));
  }

  private ListTenantsResponse listTenants(ListTenantsRequest request, Caller caller) {
    Page<dev.quintet.domain.tenancy.Tenant> page =
        onboarding.list(
            caller.principal(),
            Paging.cursor(request.getCursor()),
            Paging.limit(request.getPageSize()),
            caller.deadline());
    ListTenantsResponse.Builder answer = ListTenantsResponse.newBuilder();
    page.items().forEach(tenant -> answer.addTenants(tenant(tenant)));
    return answer.setNextCursor(page.next().map(Cursor::value).orElse("")).build();
  }

  private IssueKeyResponse issueKey(IssueKeyRequest request, Caller caller) {
    Keys.Issued issued =
        keys.issue(
            caller.principal(),
            new TenantId(request.getTenant()),
            Role.of(request.getRole()),
            request.getService().isEmpty()
                ? ServiceName.of(Role.of(request.getRole()))
                : new ServiceName(request.getService()),
            request.getUserId().isEmpty() ? null : new UserId(request.getUserId()),
            caller.deadline());
    return IssueKeyResponse.newBuilder()
        .setKey(key(issued.key()))
        .setCredential(issued.text())
        .build();
  }

  private ListKeysResponse listKeys(ListKeysRequest request, Caller caller) {
    Page<ApiKey> page =
        keys.list(
            caller.principal(),
            new TenantId(request.getTenant()),
            Paging.cursor(request.getCursor()),
            Paging.limit(request.getPageSize()),
            caller.deadline());
    ListKeysResponse.Builder answer = ListKeysResponse.newBuilder();
    page.items().forEach(key -> answer.addKeys(key(key)));
    return answer.setNextCursor(page.next().map(Cursor::value).orElse("")).build();
  }

  private Key revokeKey(RevokeKeyRequest request, Caller caller) {
    return key(
        keys.revoke(
            caller.principal(),
            new TenantId(request.getTenant()),
            request.getPrefix(),
            caller.deadline()));
  }

  private static Key key(ApiKey key) {
    return Key.newBuilder()
        .setPrefix(key.prefix())
        .setRole(key.role().word())
        .setService(key.service().value())
        .setUserId(key.user() == null ? "" : key.user().value())
        .setCreatedAtMicros(micros(key.createdAt()))
        .setExpiresAtMicros(micros(key.expiresAt()))
        .setRevokedAtMicros(micros(key.revokedAt()))
        .build();
  }

  private static long micros(@Nullable Instant instant) {
    return instant == null ? 0 : ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static Tenant tenant(dev.quintet.domain.tenancy.Tenant tenant) {
    return Tenant.newBuilder()
        .setTenant(tenant.id().value())
        .setName(tenant.name())
        .setTier(tenant.tier().word())
        .setState(Words.of(tenant.state()))
        .setCreatedAtMicros(micros(tenant.createdAt()))
        .build();
  }
}
