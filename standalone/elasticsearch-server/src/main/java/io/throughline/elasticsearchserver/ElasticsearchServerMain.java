package io.throughline.elasticsearchserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * The Elasticsearch node of {@code up}, {@code demo} and tests, on loopback only, made of the server's own jars.
 *
 * <p>Arguments: data folder, folder with the jars of the module {@code transport-netty4}, HTTP port, then {@code key=value} node
 * settings. Prints {@code READY url} on standard output once it serves; everything else printed is log.
 */
public final class ElasticsearchServerMain {
    private static final String MODULE = "transport-netty4";
    private static final String DESCRIPTOR = "plugin-descriptor.properties";

    private ElasticsearchServerMain() {}

    public static void main(String[] args) throws Exception {
        ParentWatch.start();
        LogConfigurator.configureESLogging();
        Path data = Path.of(args[0]);
        Path home = makeHome(data.resolve("home"), Path.of(args[1]));
        Settings.Builder settings = settings(home, data, args[2]);
        for (int i = 3; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            settings.put(args[i].substring(0, equals), args[i].substring(equals + 1));
        }
        Environment environment = InternalSettingsPreparer.prepareEnvironment(
                settings.build(), Map.of(), home.resolve("config"), () -> "throughline");
        PluginsLoader plugins = PluginsLoader.createPluginsLoader(
                PluginsLoader.loadModulesBundles(environment.modulesDir(), false), Set.of(), Map.of(), false);
        Node node = new Node(environment, plugins);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node, closed), "shutdown"));
        node.start();
        System.out.println("READY http://127.0.0.1:" + args[2]);
        closed.await();
    }

    private static Settings.Builder settings(Path home, Path data, String port) {
        return Settings.builder()
                .put("path.home", home.toString())
                .put("path.data", data.resolve("data").toString())
                .put("path.logs", data.resolve("logs").toString())
                .put("cluster.name", "throughline")
                .put("node.name", "throughline")
                .put("discovery.type", "single-node")
                .put("network.host", "127.0.0.1")
                .put("http.port", port)
                // No other node ever talks to this one: any port will do.
                .put("transport.port", "0")
                .put("transport.type", "netty4")
                .put("http.type", "netty4")
                // A laptop's disk is often nearly full. The launcher refuses to start below a limit of its own; here
                // only the flood
                // stage matters, at which indices turn read-only before the disk ends.
                .put("cluster.routing.allocation.disk.watermark.low", "300mb")
                .put("cluster.routing.allocation.disk.watermark.high", "200mb")
                .put("cluster.routing.allocation.disk.watermark.flood_stage", "100mb")
                .put("cluster.info.update.interval", "10s")
                // Many small daily indices on one node; the default of 1,000 is for one node of many.
                .put("cluster.max_shards_per_node", 5000)
                .put("action.destructive_requires_name", false);
    }

    /** A home as the server's archive would unpack it, with the one module it needs to speak HTTP. */
    private static Path makeHome(Path home, Path jars) throws IOException {
        Path module = Files.createDirectories(home.resolve("modules").resolve(MODULE));
        Files.createDirectories(home.resolve("config"));
        Files.createDirectories(home.resolve("plugins"));
        Set<String> wanted = copyJars(jars, module);
        try (Stream<Path> present = Files.list(module)) {
            for (Path file : present.toList()) {
                if (!wanted.contains(file.getFileName().toString())) {
                    // Left by another version: two of them at once would not load.
                    Files.delete(file);
                }
            }
        }
        writeDescriptor(module);
        return home;
    }

    private static Set<String> copyJars(Path jars, Path module) throws IOException {
        try (Stream<Path> files = Files.list(jars)) {
            List<Path> all = files.toList();
            for (Path jar : all) {
                Path target = module.resolve(jar.getFileName());
                if (!Files.exists(target) || Files.size(target) != Files.size(jar)) {
                    Files.copy(jar, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return all.stream().map(jar -> jar.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private static void writeDescriptor(Path module) throws IOException {
        Path jar;
        try (Stream<Path> files = Files.list(module)) {
            jar = files.filter(file -> file.getFileName().toString().startsWith(MODULE))
                    .findFirst()
                    .orElseThrow();
        }
        try (JarFile archive = new JarFile(jar.toFile());
                InputStream descriptor =
                        archive.getInputStream(archive.getEntry("META-INF/es-plugins/" + MODULE + "/" + DESCRIPTOR))) {
            String text = new String(descriptor.readAllBytes(), StandardCharsets.UTF_8);
            // The server itself runs from the class path, so there is no module layer to load the module into.
            Files.writeString(
                    module.resolve(DESCRIPTOR),
                    text.lines().filter(line -> !line.startsWith("modulename=")).reduce("", (a, b) -> a + b + "\n"));
        }
    }

    private static void close(Node node, CountDownLatch closed) {
        try {
            node.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            closed.countDown();
        }
    }
}
