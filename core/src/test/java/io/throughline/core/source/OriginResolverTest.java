package io.throughline.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginResolverTest {
    private static final String ID = "3f".repeat(32);

    @TempDir
    Path folder;

    private final OriginResolver resolver = new OriginResolver("node-1", OriginOverrides.NONE);

    @Test
    void knowsADockerContainerByTheConfigurationBesideItsLog() throws IOException {
        Path log = docker("""
                {"StreamConfig":{},"State":{"Running":true},"ID":"%s","Created":"2026-11-22T08:00:00Z",
                 "Config":{"Hostname":"3f3f","Env":["A=B"],"Image":"shop/orders:1.4","Labels":{"com.docker.compose.service":"orders","other":"x"}},
                 "Image":"sha256:abc","Name":"/shop-orders-1"}""".formatted(ID));

        assertThat(resolver.resolve(log))
                .isEqualTo(new Origin(
                        "node-1", "orders", ID, "shop-orders-1", "shop/orders:1.4", null, log.toString(), null));
    }

    @Test
    void knowsAPodsContainerByKubernetesLabels() throws IOException {
        Path log = docker("""
                {"ID":"%s","Name":"/k8s_app_orders-5b67c48447-mv5hb_shop_uid_0","Config":{"Image":"orders@sha256:1","Labels":{
                 "io.kubernetes.container.name":"app","io.kubernetes.pod.name":"orders-5b67c48447-mv5hb","io.kubernetes.pod.namespace":"shop"}}}""".formatted(ID));

        Origin origin = resolver.resolve(log);
        assertThat(origin.service()).isEqualTo("orders");
        assertThat(origin.containerName()).isEqualTo("orders-5b67c48447-mv5hb");
        assertThat(origin.namespace()).isEqualTo("shop");
    }

    @Test
    void takesAContainersNameWhereNobodyNamedAService() throws IOException {
        Path log = docker("{\"ID\":\"%s\",\"Name\":\"/cache\",\"Config\":{\"Image\":\"redis\"}}".formatted(ID));
        assertThat(resolver.resolve(log).service()).isEqualTo("cache");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "not json at all",
                "[1,2,3]",
                "{\"ID\":\"another container\",\"Name\":\"/evil\"}",
                "{\"Name\":",
                "{\"Name\":{\"deep\":[{}]},\"Config\":7}",
                "{\"Name\":\"/a\\u001b[31mred\",\"Config\":{\"Image\":\"\",\"Labels\":[1]}}",
            })
    void leavesOutWhatAHostileConfigurationSays(String config) throws IOException {
        Path log = docker(config);
        assertThat(resolver.resolve(log))
                .isEqualTo(new Origin("node-1", null, ID, null, null, null, log.toString(), null));
    }

    @Test
    void readsNoConfigurationThatIsHugeDeepOrALink() throws IOException {
        Origin bare =
                new Origin("node-1", null, ID, null, null, null, docker("{}").toString(), null);
        Path log = docker("{\"Name\":\"/a\",\"x\":\"" + "y".repeat(2 << 20) + "\"}");
        assertThat(resolver.resolve(log)).isEqualTo(bare);

        docker("{\"x\":" + "[".repeat(100_000));
        assertThat(resolver.resolve(log)).isEqualTo(bare);

        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "{\"Name\":\"/stolen\"}");
        Files.delete(log.resolveSibling("config.v2.json"));
        Files.createSymbolicLink(log.resolveSibling("config.v2.json"), elsewhere);
        assertThat(resolver.resolve(log)).isEqualTo(bare);
    }

    @Test
    void knowsAPodByThePathOfItsLog() {
        Path log = Path.of(
                "/var/log/pods/shop_orders-5b67c48447-mv5hb_0d7b3f2e-0000-4000-8000-1234567890ab/app/3.log.20261122-101010.gz");
        assertThat(resolver.resolve(log))
                .isEqualTo(new Origin(
                        "node-1", "orders", null, "orders-5b67c48447-mv5hb", null, "shop", log.toString(), null));
    }

    @Test
    void knowsAPodByTheLinkToItsLog() {
        Path log = Path.of("/var/log/containers/orders-0_shop_app-" + ID + ".log");
        assertThat(resolver.resolve(log))
                .isEqualTo(new Origin("node-1", "orders", ID, "orders-0", null, "shop", log.toString(), null));
    }

    @Test
    void followsALinkToTheContainersLog() throws IOException {
        Path log = docker("{\"ID\":\"%s\",\"Name\":\"/cache\"}".formatted(ID));
        Files.createFile(log);
        Path link = Files.createSymbolicLink(folder.resolve("current.log"), log);
        assertThat(resolver.resolve(link).service()).isEqualTo("cache");
    }

    @ParameterizedTest
    @CsvSource({
        "ts-order-service-5b67c48447-mv5hb.log.gz, ts-order-service, ts-order-service-5b67c48447-mv5hb",
        "ts-food-service-f5756978c-k8vqf.log, ts-food-service, ts-food-service-f5756978c-k8vqf",
        "orders.log, orders,",
        "orders.log.1, orders,",
        "orders.log-20261122.zst, orders,",
        "hops.ndjson.gz, hops,",
        ".log, .log,",
    })
    void readsPodAndServiceFromAPlainFilesName(String name, String service, String pod) {
        Origin origin = resolver.resolve(Path.of("/data", name));
        assertThat(origin.service()).isEqualTo(service);
        assertThat(origin.containerName()).isEqualTo(pod);
    }

    @Test
    void believesTheOperatorFirst() {
        OriginOverrides overrides = new OriginOverrides("edge-7", "gateway", "gw-1", "nginx:1.29", "access");
        Origin origin =
                new OriginResolver("node-1", overrides).resolve(Path.of("/var/log/nginx/access.log"), "access.log");
        assertThat(origin)
                .isEqualTo(new Origin("edge-7", "gateway", null, "gw-1", "nginx:1.29", null, "access.log", "access"));
    }

    private Path docker(String config) throws IOException {
        Path container = Files.createDirectories(folder.resolve("containers").resolve(ID));
        Files.writeString(container.resolve("config.v2.json"), config);
        return container.resolve(ID + "-json.log");
    }
}
