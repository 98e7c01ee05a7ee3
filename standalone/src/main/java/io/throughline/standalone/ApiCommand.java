package io.throughline.standalone;

import io.throughline.api.ApiConfig;
import io.throughline.api.ApiServer;
import io.throughline.api.CannotListenException;
import io.throughline.core.config.Settings;
import io.throughline.elasticsearch.ElasticsearchConfig;
import io.throughline.standalone.up.Stopper;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code throughline api}: the API and its pages alone, over an Elasticsearch that runs elsewhere. */
@Command(
        name = "api",
        description = "Run the API and its pages alone, over an outside Elasticsearch.",
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
        try (ApiServer server = ApiServer.create(config, elasticsearch).start()) {
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
