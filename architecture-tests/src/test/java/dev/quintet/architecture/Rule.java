package dev.quintet.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;

/** The rules of the architecture, by name. */
enum Rule {
  EVERY_CLASS_IS_IN_A_LAYER(LayerRules::everyClassIsInALayer),
  DOMAIN_STANDS_ALONE(LayerRules::domain),
  APPLICATION_KNOWS_ONLY_THE_DOMAIN(LayerRules::application),
  INBOUND_ADAPTERS_SPEAK_ONE_PROTOCOL(LayerRules::inboundAdapters),
  INBOUND_ADAPTERS_HOLD_NO_PORT(LayerRules::inboundAdaptersHoldNoPort),
  RIGHTS_ARE_DECIDED_IN_ONE_PLACE(LayerRules::rightsAreDecidedInOnePlace),
  REQUESTS_ARE_READ_BY_WHAT_ROUTES_DECLARE(LayerRules::requestsAreReadByWhatRoutesDeclare),
  OUTBOUND_ADAPTERS_DRIVE_ONE_STORE(LayerRules::outboundAdapters),
  ENGINES_KNOW_NO_ADAPTER(LayerRules::engines),
  CLIENT_KNOWS_ONLY_THE_PUBLIC_INTERFACE(LayerRules::client),
  NOBODY_DEPENDS_ON_BOOTSTRAP(LayerRules::nobodyDependsOnBootstrap),
  VERBS_USE_THE_PUBLIC_INTERFACE(LayerRules::verbs),
  BUSINESS_MODULES_DEPEND_ONE_WAY(LayerRules::businessModules),
  DRIVER_FAILURES_ARE_TRANSLATED_IN_ONE_PLACE(LayerRules::driverFailures),

  ADAPTERS_ARE_PUBLIC_ONLY_WITHIN(AdapterRules::publicOnlyWithin),
  BUSINESS_MODULES_OF_AN_ADAPTER_DEPEND_ONE_WAY(AdapterRules::businessModules),

  INTERFACES_OF_THE_DOMAIN_ARE_PORTS(PortRules::interfacesOfTheDomainArePorts),
  PORT_NAMES_ARE_FOR_PORTS(PortRules::portNamesAreForPorts),
  PORTS_ARE_NARROW(PortRules::narrow),
  PORTS_SPEAK_VALUES(PortRules::portsSpeakValues),
  PORTS_TAKE_THE_TENANT_FIRST(PortRules::tenantFirst),
  PORTS_TAKE_A_DEADLINE_LAST(PortRules::deadlineLast),
  ADAPTERS_ARE_NAMED_TECHNOLOGY_AND_PORT(PortRules::technologyAndPort),
  ADAPTERS_PASS_THE_CONTRACT(PortRules::adaptersPassTheContract),

  NAMES_SAY_WHAT_A_CLASS_IS(NameRules::names),
  PACKAGES_ARE_NAMED_AFTER_THE_BUSINESS(NameRules::packages),

  TIME_AND_IDS_ARE_PASSED_IN(ValueRules::timeAndIdsArePassedIn),
  MARKET_DATA_AND_ACTIVITIES_HAVE_NO_FLOATS(ValueRules::noFloats),
  MONEY_AND_PRICES_ARE_DECIMALS(ValueRules::moneyAndPricesAreDecimals),

  PACKAGES_ARE_NULL_MARKED(ShapeRules::packagesAreNullMarked),
  CLASSES_ARE_FINAL(ShapeRules::classesAreFinal),
  FILES_ARE_SHORT(ShapeRules::filesAreShort),
  TECHNOLOGIES_STAY_IN_ADAPTERS(ShapeRules::technologiesStayInAdapters);

  private final Function<Codebase, ArchRule> rule;

  Rule(Function<Codebase, ArchRule> rule) {
    this.rule = rule;
  }

  List<Breach> breaches(Codebase code) {
    return Breach.of(rule.apply(code), code);
  }
}
