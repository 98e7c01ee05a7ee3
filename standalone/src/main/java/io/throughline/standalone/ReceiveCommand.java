package io.throughline.standalone;

import io.throughline.core.config.Settings;
import io.throughline.ingest.buffer.CannotBufferException;
import io.throughline.ingest.buffer.IntakeLine;
import io.throughline.ingest.publish.PublishConfig;
import io.throughline.ingest.receive.CannotReceiveException;
import io.throughline.ingest.receive.ReceiveConfig;
import io.throughline.ingest.receive.Receivers;
import io.throughline.standalone.up.Stopper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code throughline receive}: takes what other shippers send, and answers when it is in Kafka. */
@Command(name = "receive", description = "Take what other shippers send into Kafka.", mixinStandardHelpOptions = true)
public final class ReceiveCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "The setting kafka.bootstrap.")
    private @Nullable String kafka;

    @Override
    public Integer call() throws InterruptedException, IOException {
        options.put("kafka.bootstrap", kafka);
        Settings settings = options.load();
        LogSetup.toConsole(LogConfig.from(settings));
        ReceiveConfig config = ReceiveConfig.from(settings);
        PublishConfig publish = PublishConfig.from(settings);
        Stopper stopper = Stopper.install(this::say);
        try (IntakeLine line = IntakeLine.open(publish, config.disk(), config.bufferBytes());
                Receivers receivers = Receivers.start(config, line.intake())) {
            say("receives " + String.join(", ", receivers.addresses()) + " for Kafka at " + publish.bootstrap());
            var unused = line.ended().whenComplete((nothing, problem) -> stopper.wake());
            stopper.await();
            String problem = line.problem();
            if (problem != null) {
                throw new UserException(problem);
            }
            return 0;
        } catch (CannotReceiveException | CannotBufferException e) {
            throw new UserException(String.valueOf(e.getMessage()));
        } finally {
            stopper.done();
        }
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("throughline: " + line);
        out.flush();
    }
}
