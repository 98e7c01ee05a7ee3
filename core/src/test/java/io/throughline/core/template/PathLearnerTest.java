package io.throughline.core.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PathLearnerTest {
    private final LearnedPaths learned = LearnedPaths.empty();

    private String answered(String path) {
        return PathLearner.observe(learned, path, true);
    }

    private String refused(String path) {
        return PathLearner.observe(learned, path, false);
    }

    /** Names without a digit that look like words. */
    private static String name(int number) {
        StringBuilder name = new StringBuilder("n");
        for (int rest = number + 1; rest > 0; rest /= 20) {
            name.append((char) ('a' + rest % 20)).append('o');
        }
        return name.toString();
    }

    @Test
    void callsManyWordsBehindOnePrefixByOneName() {
        for (int i = 0; i < 100; i++) {
            answered("/users/" + name(i));
        }

        assertThat(answered("/users/" + name(3))).isEqualTo("/users/{name}");
        assertThat(answered("/users/somebody-else")).isEqualTo("/users/{name}");
    }

    @Test
    void needsFewerWhereTheyHaveDigits() {
        for (int i = 0; i < 20; i++) {
            answered("/orders/ord-" + i + "-x");
        }

        assertThat(answered("/orders/ord-99-x")).isEqualTo("/orders/{id}");
    }

    @Test
    void needsFewerWhereTheSameFollowsThem() {
        for (int i = 0; i < 40; i++) {
            answered("/users/" + name(i) + "/orders");
        }

        assertThat(answered("/users/zoe/orders")).isEqualTo("/users/{name}/orders");
        assertThat(answered("/users/zoe/orders/{id}")).isEqualTo("/users/{name}/orders/{id}");
    }

    @Test
    void callsHashedAssetsFiles() {
        for (int i = 0; i < 20; i++) {
            answered("/static/main." + (4000 + i) + "abc.js");
        }

        assertThat(answered("/static/main.9999abc.js")).isEqualTo("/static/{file}");
    }

    @Test
    void leavesAGatewaysServicesAndAServicesActionsAlone() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            String service = name(random.nextInt(60)) + "service";
            assertThat(answered("/api/v1/" + service + "/health")).isEqualTo("/api/v1/" + service + "/health");
            String action = "/orders/" + name((int) Math.abs(random.nextGaussian() * 15) % 40);
            assertThat(answered(action)).isEqualTo(action);
        }
    }

    @Test
    void leavesWhatIsAskedForAllTheTimeItsOwnName() {
        for (int i = 0; i < 100; i++) {
            answered("/users/me");
            answered("/users/" + name(i));
        }

        assertThat(answered("/users/me")).isEqualTo("/users/me");
        assertThat(answered("/users/zoe")).isEqualTo("/users/{name}");
    }

    @Test
    void learnsNothingFromAScanner() {
        answered("/orders/{id}");
        for (int i = 0; i < 10_000; i++) {
            assertThat(refused("/" + name(i) + "/" + name(i / 2) + ".php")).isEqualTo(PathLearner.UNKNOWN);
            assertThat(refused("/orders/" + name(i))).isEqualTo(PathLearner.UNKNOWN);
        }

        assertThat(learned.nodes()).hasSizeLessThan(5);
        assertThat(learned.strangers()).hasSizeLessThanOrEqualTo(PathLearner.MAX_STRANGERS);
        assertThat(refused("/orders/{id}")).isEqualTo("/orders/{id}");
    }

    @Test
    void givesAnApiThatAlwaysFailsItsName() {
        for (int i = 0; i < PathLearner.KNOWN_AFTER - 1; i++) {
            assertThat(refused("/login")).isEqualTo(PathLearner.UNKNOWN);
            refused("/" + name(i));
        }

        assertThat(refused("/login")).isEqualTo("/login");
    }

    @Test
    void holdsItsBoundsWhateverIsAnswered() {
        Random random = new Random(9);
        TreeSet<String> templates = new TreeSet<>();
        for (int i = 0; i < 50_000; i++) {
            StringBuilder path = new StringBuilder();
            for (int depth = random.nextInt(6); depth >= 0; depth--) {
                path.append('/').append(name(random.nextInt(100_000)));
            }
            String template = answered(path.toString());
            if (i > 40_000) {
                templates.add(template);
            }
        }

        assertThat(learned.nodes()).hasSizeLessThanOrEqualTo(PathLearner.MAX_NODES);
        assertThat(learned.nodes().values())
                .allSatisfy(node -> assertThat(node.children()).hasSizeLessThanOrEqualTo(PathLearner.MAX_CHILDREN));
        assertThat(templates).hasSizeLessThan(PathLearner.MAX_NODES);
    }

    @Test
    void givesTheSameForTheSameOrder() {
        List<String> paths = new ArrayList<>();
        Random random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            paths.add("/shops/" + name(random.nextInt(300)) + "/items/" + name(random.nextInt(2_000)));
        }
        LearnedPaths other = LearnedPaths.empty();

        assertThat(paths.stream().map(this::answered).toList())
                .isEqualTo(paths.stream()
                        .map(path -> PathLearner.observe(other, path, true))
                        .toList())
                .endsWith("/shops/{name}/items/{name}");
    }

    @Test
    void letsDeclaredTemplatesWin() {
        for (int i = 0; i < 100; i++) {
            answered("/users/" + name(i) + "/orders");
        }
        PathLearner.declare(learned, "/users/{login}/keys");
        PathLearner.declare(learned, "/users/search");

        assertThat(answered("/users/zoe/keys")).isEqualTo("/users/{login}/keys");
        assertThat(refused("/users/zoe/orders")).isEqualTo("/users/{login}/orders");
        assertThat(answered("/users/search")).isEqualTo("/users/search");
    }

    @Test
    void keepsWhatItKnowsBelowWhatItGeneralises() {
        answered("/users/anna/orders/{id}/items");
        for (int i = 0; i < 100; i++) {
            answered("/users/" + name(i));
        }

        assertThat(refused("/users/zoe/orders/{id}/items")).isEqualTo("/users/{name}/orders/{id}/items");
    }
}
