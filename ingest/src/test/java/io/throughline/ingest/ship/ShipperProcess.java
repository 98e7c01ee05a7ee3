package io.throughline.ingest.ship;

import io.throughline.core.config.Settings;
import io.throughline.core.source.OriginOverrides;
import io.throughline.ingest.publish.PublishConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A shipper in a JVM of its own, so that it can be killed. */
final class ShipperProcess {
    private final Path log;
    private final List<String> command = new ArrayList<>();
    private Process process;

    ShipperProcess(Map<String, String> settings, String pattern, Path log) throws IOException {
        this.log = log;
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ShipperProcess.class.getName(), pattern));
        settings.forEach((key, value) -> command.add(key + "=" + value));
        this.process = start();
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, String> values = new TreeMap<>();
        for (int i = 1; i < args.length; i++) {
            String[] setting = args[i].split("=", 2);
            values.put(setting[0], setting[1]);
        }
        Settings settings = new Settings(values);
        ShipRequest request = new ShipRequest(List.of(args[0]), OriginOverrides.NONE, false);
        new Shipper(ShipConfig.from(settings), PublishConfig.from(settings), request, progress -> {}).run();
    }

    /** As {@code kill -9}, and another one at once. */
    void killAndRestart() throws IOException, InterruptedException {
        kill();
        process = start();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    boolean alive() {
        return process.isAlive();
    }

    private Process start() throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }
}
