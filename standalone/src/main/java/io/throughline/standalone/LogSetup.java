package io.throughline.standalone;

import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.AppenderComponentBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.api.LayoutComponentBuilder;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/**
 * Where log lines go: to a bounded file where a person watches the terminal, to standard output where a container's engine does.
 * Commands that only ask need neither and never load the logging library.
 */
public final class LogSetup {
    private static final String FILE_BYTES = "10MB";
    private static final int OLD_FILES = 4;
    private static final String TEXT = "%d{ISO8601_OFFSET_DATE_TIME_HHCMM} %-5p %c{1.} %m%n%throwable{20}";
    /** One ECS object a line, as {@code up} itself would like to read it. */
    private static final String JSON = "{\"@timestamp\":\"%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z'}{UTC}\",\"log.level\":\"%p\","
            + "\"service.name\":\"throughline\",\"log.logger\":\"%enc{%c}{JSON}\",\"process.thread.name\":\"%enc{%t}{JSON}\","
            + "\"message\":\"%enc{%m}{JSON}\",\"error.stack_trace\":\"%enc{%throwable}{JSON}\"}%n";

    private LogSetup() {}

    /** Into {@code throughline.log} in a folder, with a few old ones beside it, each at most 10 MB. */
    public static void toFile(Path folder, LogConfig config) {
        ConfigurationBuilder<BuiltConfiguration> builder = ConfigurationBuilderFactory.newConfigurationBuilder();
        AppenderComponentBuilder file = builder.newAppender("log", "RollingFile")
                .addAttribute("fileName", folder.resolve("throughline.log").toString())
                .addAttribute(
                        "filePattern", folder.resolve("throughline.%i.log").toString())
                .add(layout(builder, config))
                .addComponent(builder.newComponent("Policies")
                        .addComponent(builder.newComponent("SizeBasedTriggeringPolicy")
                                .addAttribute("size", FILE_BYTES)))
                .addComponent(builder.newComponent("DefaultRolloverStrategy").addAttribute("max", OLD_FILES));
        apply(builder, file, config);
    }

    /** To standard output. */
    public static void toConsole(LogConfig config) {
        ConfigurationBuilder<BuiltConfiguration> builder = ConfigurationBuilderFactory.newConfigurationBuilder();
        AppenderComponentBuilder console = builder.newAppender("log", "Console")
                .addAttribute("target", ConsoleAppender.Target.SYSTEM_OUT)
                .add(layout(builder, config));
        apply(builder, console, config);
    }

    private static LayoutComponentBuilder layout(ConfigurationBuilder<BuiltConfiguration> builder, LogConfig config) {
        return builder.newLayout("PatternLayout").addAttribute("pattern", config.json() ? JSON : TEXT);
    }

    private static void apply(
            ConfigurationBuilder<BuiltConfiguration> builder, AppenderComponentBuilder appender, LogConfig config) {
        builder.setStatusLevel(Level.OFF)
                // The commands stop in order by a hook of their own, and log while they do.
                .setShutdownHook("disable")
                .add(appender)
                .add(builder.newLogger("io.throughline", Level.toLevel(config.level(), Level.INFO)))
                // Two sinks in one task count their commits under one name; nothing is wrong.
                .add(builder.newLogger("org.apache.flink.metrics.MetricGroup", Level.ERROR))
                .add(builder.newRootLogger(Level.WARN).add(builder.newAppenderRef("log")));
        Configurator.reconfigure(builder.build());
    }
}
