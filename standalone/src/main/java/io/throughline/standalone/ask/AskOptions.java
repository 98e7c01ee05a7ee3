package io.throughline.standalone.ask;

import io.throughline.api.ApiConfig;
import io.throughline.core.config.Settings;
import io.throughline.standalone.SettingsOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that asks the API. */
final class AskOptions {
    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where Throughline answers. Default: as the settings api.host and api.port have it.")
    private @Nullable String url;

    @Option(names = "--json", description = "The API's answer as it is, for other programs.")
    private boolean json;

    boolean json() {
        return json;
    }

    Settings settings() {
        return settings.load();
    }

    ApiClient client() {
        ApiConfig config = ApiConfig.from(settings.load());
        return new ApiClient(url == null ? preset(config) : url);
    }

    private static String preset(ApiConfig config) {
        String host = config.host();
        // Where the API listens on all addresses, it listens on this one too.
        String reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return "http://" + (reachable.contains(":") ? "[" + reachable + "]" : reachable) + ":" + config.port();
    }
}
