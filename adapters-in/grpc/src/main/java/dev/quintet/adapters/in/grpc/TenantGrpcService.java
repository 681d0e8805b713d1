package dev.quintet.adapters.in.grpc;

import dev.quintet.application.tenancy.Onboarding;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.tenancy.v1.CreateTenantRequest;
import dev.quintet.tenancy.v1.CreateTenantResponse;
import dev.quintet.tenancy.v1.GetTenantRequest;
import dev.quintet.tenancy.v1.ListTenantsRequest;
import dev.quintet.tenancy.v1.ListTenantsResponse;
import dev.quintet.tenancy.v1.Tenant;
import dev.quintet.tenancy.v1.TenantServiceGrpc;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import jakarta.inject.Singleton;
import java.util.Locale;

/** {@code quintet.tenancy.v1.TenantService}. */
@Singleton
final class TenantGrpcService implements BindableService {

  private final Calls calls;
  private final Onboarding onboarding;

  TenantGrpcService(Calls calls, Onboarding onboarding) {
    this.calls = calls;
    this.onboarding = onboarding;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return calls
        .service(TenantServiceGrpc.getServiceDescriptor())
        .unary(TenantServiceGrpc.getCreateTenantMethod(), this::createTenant)
        .unary(TenantServiceGrpc.getGetTenantMethod(), this::getTenant)
        .unary(TenantServiceGrpc.getListTenantsMethod(), this::listTenants)
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

  private static Tenant tenant(dev.quintet.domain.tenancy.Tenant tenant) {
    return Tenant.newBuilder()
        .setTenant(tenant.id().value())
        .setName(tenant.name())
        .setTier(tenant.tier().word())
        .setState(tenant.state().name().toLowerCase(Locale.ROOT))
        .setCreatedAtMicros(Times.micros(tenant.createdAt()))
        .build();
  }
}
