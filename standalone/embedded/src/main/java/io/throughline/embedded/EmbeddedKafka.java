package io.throughline.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** A real Kafka broker (KRaft, one node) on loopback, in a JVM of its own, with its data in one folder. */
public final class EmbeddedKafka implements AutoCloseable {
    private final ServerProcess server;
    private final String bootstrap;

    private EmbeddedKafka(ServerProcess server, String bootstrap) {
        this.server = server;
        this.bootstrap = bootstrap;
    }

    /**
     * Starts the broker and waits until it serves. It makes no topics by itself: see {@link #createTopic}.
     *
     * @param folder its data, kept from one start to the next
     * @throws ServerStartException when it does not start
     */
    public static EmbeddedKafka start(Path folder, ServerOptions options) {
        Path target = ServerHome.target("kafka-server");
        Path data = folder.toAbsolutePath();
        int port = options.port() == 0 ? Ports.free() : options.port();
        List<String> command = new ArrayList<>(JavaCommand.of(options, data));
        command.add("-cp");
        command.add(ServerHome.classPath(target));
        command.add("io.throughline.kafkaserver.KafkaServerMain");
        command.add(data.toString());
        command.add(String.valueOf(port));
        return new EmbeddedKafka(ServerProcess.start("kafka", command, data, options), "127.0.0.1:" + port);
    }

    /** Such as {@code 127.0.0.1:19092}. */
    public String bootstrap() {
        return bootstrap;
    }

    /**
     * Makes a topic unless it is there.
     *
     * @throws ServerStartException when the broker refuses or does not answer
     */
    public void createTopic(String name, int partitions) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new ServerStartException("the topic " + name + " cannot be made: " + e.getCause(), e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerStartException("interrupted while a topic was made", e);
        }
    }

    public ServerStatus status() {
        return server.status();
    }

    /** As {@code kill -9}. */
    public void kill() {
        server.kill();
    }

    @Override
    public void close() {
        server.close();
    }
}
