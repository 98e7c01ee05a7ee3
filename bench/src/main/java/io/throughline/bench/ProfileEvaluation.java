package io.throughline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.throughline.core.profile.ParameterProfile;
import io.throughline.core.profile.ValueShape;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What parameter profiles alone find: learned on the benign values of one half of the ids, per path and parameter, each value of a client of its own; the
 * threshold is what 0.1 % of the benign values of the other half exceed. Nothing for a file without enough benign values.
 */
final class ProfileEvaluation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double FALSE_POSITIVES = 0.001;
    private static final int MIN_BENIGN = 2_000;

    private ProfileEvaluation() {}

    static void run(Path file) throws IOException {
        Map<String, ParameterProfile> profiles = new HashMap<>();
        try (BufferedReader lines = Evaluation.reader(file)) {
            long client = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode request = JSON.readTree(line);
                if (isBenign(request) && Evaluation.half(request.path("id").asText()) == 0) {
                    String key = key(request);
                    profiles.put(
                            key,
                            profiles.getOrDefault(key, ParameterProfile.empty()).with(shape(request), client++));
                }
            }
            if (client < MIN_BENIGN) {
                return;
            }
        }
        judge(file, profiles);
    }

    private static void judge(Path file, Map<String, ParameterProfile> profiles) throws IOException {
        List<Double> benign = new ArrayList<>();
        List<Double> attacks = new ArrayList<>();
        try (BufferedReader lines = Evaluation.reader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode request = JSON.readTree(line);
                ParameterProfile profile = profiles.get(key(request));
                boolean other = Evaluation.half(request.path("id").asText()) == 1;
                if (profile != null && (other || !isBenign(request))) {
                    (isBenign(request) ? benign : attacks)
                            .add(profile.judge(shape(request)).surprise());
                }
            }
        }
        benign.sort(null);
        double threshold = benign.get(benign.size() - 1 - (int) (FALSE_POSITIVES * benign.size()));
        long found = attacks.stream().filter(surprise -> surprise > threshold).count();
        System.out.printf(
                "  parameter profiles alone: %,d of %,d attacks found, %.4f, where %.1f %% of %,d benign values exceed %.1f nats%n",
                found,
                attacks.size(),
                (double) found / attacks.size(),
                100 * FALSE_POSITIVES,
                benign.size(),
                threshold);
    }

    private static boolean isBenign(JsonNode request) {
        return request.path("label").asText().equals("benign");
    }

    private static String key(JsonNode request) {
        String query = request.path("query").asText("");
        return request.path("path").asText() + ' ' + query.substring(0, Math.max(0, query.indexOf('=')));
    }

    private static ValueShape shape(JsonNode request) {
        String query = request.path("query").asText("");
        int equals = query.indexOf('=');
        String value = query.substring(equals + 1);
        return ValueShape.of(
                query.substring(0, Math.max(0, equals)),
                value.matches(".*%(?![0-9a-fA-F]{2}).*") ? value : URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
}
