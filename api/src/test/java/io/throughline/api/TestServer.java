package io.throughline.api;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.throughline.api.health.HealthCheck;
import io.throughline.api.rules.RuleShelf;
import io.throughline.core.config.Settings;
import io.throughline.core.rule.live.GivenRules;
import io.throughline.core.rule.live.RulesConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The API on a free port, at noon, over fake stores. */
final class TestServer extends Asking implements AutoCloseable {
    final FakeStores stores;
    final FakeRules rules;

    TestServer(Map<String, String> settings, HealthCheck... checks) {
        this(new FakeStores(), new FakeRules(), settings, checks);
    }

    private TestServer(FakeStores stores, FakeRules rules, Map<String, String> settings, HealthCheck... checks) {
        super(new ApiServer(
                        config(settings),
                        stores.stores(),
                        new RuleShelf(rules, given(), Duration.ofMinutes(10)),
                        Clock.fixed(Samples.NOON, ZoneOffset.UTC),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        List.of(checks))
                .start());
        this.stores = stores;
        this.rules = rules;
    }

    private static GivenRules given() {
        return GivenRules.read(RulesConfig.from(new Settings(Map.of())));
    }

    private static ApiConfig config(Map<String, String> settings) {
        Map<String, String> values = new HashMap<>(settings);
        values.putIfAbsent("api.port", "0");
        Settings read = new Settings(values);
        ApiConfig config = ApiConfig.from(read);
        read.verify();
        return config;
    }

    @Override
    public void close() {
        server.close();
    }
}
