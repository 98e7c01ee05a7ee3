package io.throughline.kafkaserver;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The Kafka broker of {@code up}, {@code demo} and tests: broker and KRaft controller in one JVM, on loopback only.
 *
 * <p>Arguments: data folder, broker port, then {@code key=value} broker settings. Prints {@code READY
 * host:port} on standard output once it serves; everything else printed is log.
 */
public final class KafkaServerMain {
    private static final String NODE_ID = "1";
    private static final String LOOPBACK = "127.0.0.1";

    private KafkaServerMain() {}

    public static void main(String[] args) throws Exception {
        ParentWatch.start();
        Path data = Path.of(args[0]).resolve("data");
        String broker = LOOPBACK + ":" + args[1];
        Properties properties = properties(data, broker, LOOPBACK + ":" + freePort());
        for (int i = 2; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            properties.setProperty(args[i].substring(0, equals), args[i].substring(equals + 1));
        }
        format(data);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown"));
        server.startup();
        System.out.println("READY " + broker);
        server.awaitShutdown();
    }

    private static Properties properties(Path data, String broker, String controller) {
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", NODE_ID);
        properties.setProperty("log.dirs", data.toString());
        properties.setProperty("listeners", "BROKER://" + broker + ",CONTROLLER://" + controller);
        properties.setProperty("advertised.listeners", "BROKER://" + broker);
        properties.setProperty("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.setProperty("inter.broker.listener.name", "BROKER");
        properties.setProperty("controller.listener.names", "CONTROLLER");
        // Static voters, so that the controller's port may differ from one start to the next.
        properties.setProperty("controller.quorum.voters", NODE_ID + "@" + controller);
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("offsets.topic.num.partitions", "1");
        properties.setProperty("transaction.state.log.num.partitions", "1");
        properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        // One machine, few clients: the broker's defaults are for many.
        properties.setProperty("num.network.threads", "2");
        properties.setProperty("num.io.threads", "4");
        properties.setProperty("background.threads", "2");
        properties.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20));
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        return properties;
    }

    /** For the controller, which nobody but this JVM talks to. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Gives a new data folder its identity, once: a folder with another one is another cluster's. */
    private static void format(Path data) throws Exception {
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        Formatter formatter = new Formatter();
        formatter
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(Integer.parseInt(NODE_ID))
                .setClusterId(Uuid.randomUuid().toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString())
                .setIgnoreFormatted(true)
                .run();
    }
}
