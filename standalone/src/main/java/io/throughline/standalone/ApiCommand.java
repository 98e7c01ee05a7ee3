package io.throughline.standalone;

import io.throughline.api.ApiConfig;
import io.throughline.api.ApiServer;
import io.throughline.api.CannotListenException;
import io.throughline.api.rules.RuleShelf;
import io.throughline.core.config.Settings;
import io.throughline.core.rule.live.GivenRules;
import io.throughline.core.rule.live.RulesConfig;
import io.throughline.elasticsearch.ElasticsearchConfig;
import io.throughline.ingest.publish.KafkaRuleStore;
import io.throughline.ingest.publish.RuleTopicConfig;
import io.throughline.standalone.up.Stopper;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code throughline api}: the API and its pages alone, over an Elasticsearch and a Kafka, for rules, that run elsewhere. */
@Command(
        name = "api",
        description = "Run the API and its pages alone, over an outside Elasticsearch, and Kafka for rules.",
        mixinStandardHelpOptions = true)
public final class ApiCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = options.load();
        LogSetup.toConsole(LogConfig.from(settings));
        ApiConfig config = ApiConfig.from(settings);
        ElasticsearchConfig elasticsearch = ElasticsearchConfig.from(settings);
        Stopper stopper = Stopper.install(this::say);
        RulesConfig rules = RulesConfig.from(settings);
        try (KafkaRuleStore store = new KafkaRuleStore(RuleTopicConfig.from(settings));
                ApiServer server = ApiServer.create(
                                config,
                                elasticsearch,
                                new RuleShelf(store, GivenRules.read(rules), rules.window()),
                                metrics -> {})
                        .start()) {
            say("the API is at http://" + config.host() + ":" + server.port() + ", asking " + elasticsearch);
            stopper.await();
        } catch (CannotListenException e) {
            throw new UserException(String.valueOf(e.getMessage()));
        } finally {
            stopper.done();
        }
        return 0;
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("throughline: " + line);
        out.flush();
    }
}
