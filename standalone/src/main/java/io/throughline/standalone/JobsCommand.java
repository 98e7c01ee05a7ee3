package io.throughline.standalone;

import io.throughline.core.config.Settings;
import io.throughline.core.rule.live.RulesConfig;
import io.throughline.core.store.StoreUnavailableException;
import io.throughline.elasticsearch.ElasticsearchClient;
import io.throughline.elasticsearch.ElasticsearchConfig;
import io.throughline.elasticsearch.IndexTemplates;
import io.throughline.ingest.publish.KafkaRuleStore;
import io.throughline.ingest.publish.RuleTopicConfig;
import io.throughline.standalone.up.DataDirectory;
import io.throughline.standalone.up.FlinkCluster;
import io.throughline.standalone.up.FlinkConfig;
import io.throughline.standalone.up.Stopper;
import io.throughline.stream.ClusterJob;
import io.throughline.stream.sources.KafkaConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code throughline jobs}: the jobs alone, in this process, between a Kafka and an Elasticsearch that run elsewhere. */
@Command(
        name = "jobs",
        description = "Run the jobs alone, between an outside Kafka and Elasticsearch.",
        mixinStandardHelpOptions = true,
        footer = "For a Flink cluster, hand stream-jobs/target/throughline-jobs.jar to its flink run instead.")
public final class JobsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the checkpoints are kept. Default: ~/.throughline")
    private @Nullable Path data;

    @Override
    public Integer call() throws Exception {
        options.put("data.dir", data);
        Settings settings = options.load();
        LogSetup.toConsole(LogConfig.from(settings));
        DataConfig config = DataConfig.from(settings);
        Stopper stopper = Stopper.install(this::say);
        try (DataDirectory directory = DataDirectory.open(config.folder(), config.minFreeBytes());
                FlinkCluster flink = FlinkCluster.start(FlinkConfig.from(settings), directory.of("flink"))) {
            installTemplates(settings);
            makeTopicOfRules(settings);
            boolean afresh = flink.run(environment -> ClusterJob.draw(environment, settings))
                    .isEmpty();
            say("the jobs " + (afresh ? "start afresh" : "go on where they were") + ", from Kafka at "
                    + KafkaConfig.from(settings).bootstrap() + " to "
                    + ElasticsearchConfig.from(settings));
            stopper.await();
        } finally {
            stopper.done();
        }
        return 0;
    }

    private static void installTemplates(Settings settings) throws InterruptedException {
        try (ElasticsearchClient client = ElasticsearchClient.open(ElasticsearchConfig.from(settings))) {
            IndexTemplates.installWhenUp(client);
        }
    }

    private void makeTopicOfRules(Settings settings) {
        if (!RulesConfig.from(settings).runTime()) {
            return;
        }
        try (KafkaRuleStore rules = new KafkaRuleStore(RuleTopicConfig.from(settings))) {
            rules.make();
        } catch (StoreUnavailableException e) {
            say(e.getMessage() + "; rules can be put when it does");
        }
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("throughline: " + line);
        out.flush();
    }
}
