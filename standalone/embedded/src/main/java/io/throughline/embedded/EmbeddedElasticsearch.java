package io.throughline.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real Elasticsearch node on loopback, in a JVM of its own, with its data in one folder. */
public final class EmbeddedElasticsearch implements AutoCloseable {
    private final ServerProcess server;
    private final String url;

    private EmbeddedElasticsearch(ServerProcess server, String url) {
        this.server = server;
        this.url = url;
    }

    /**
     * Starts the node and waits until it serves.
     *
     * @param folder its data, kept from one start to the next
     * @throws ServerStartException when it does not start
     */
    public static EmbeddedElasticsearch start(Path folder, ServerOptions options) {
        Path target = ServerHome.target("elasticsearch-server");
        Path data = folder.toAbsolutePath();
        int port = options.port() == 0 ? Ports.free() : options.port();
        List<String> command = new ArrayList<>(JavaCommand.of(options, data));
        // Buffers of requests and answers; the server's own launcher takes half of the heap, too.
        command.add("-XX:MaxDirectMemorySize=" + options.heapBytes() / 2);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-cp");
        command.add(ServerHome.classPath(target));
        command.add("io.throughline.elasticsearchserver.ElasticsearchServerMain");
        command.add(data.toString());
        command.add(target.resolve("transport-netty4").toString());
        command.add(String.valueOf(port));
        return new EmbeddedElasticsearch(
                ServerProcess.start("elasticsearch", command, data, options), "http://127.0.0.1:" + port);
    }

    /** Such as {@code http://127.0.0.1:19200}. */
    public String url() {
        return url;
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
